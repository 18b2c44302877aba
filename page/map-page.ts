import { drawArrows } from './arrows';
import { copyText } from './clipboard';
import { FieldControl } from './field-control';
import { SeatControl } from './seat-control';
import { listenToTools, setPressed, switchTheme } from './tools';
import type { ClusterMap, PortMap, PortState } from '../lib/core/map/port-map';
import { fragmentOf, readFragment } from '../lib/map/address';
import { PARTS, Part } from '../lib/map/html/article';
import { FIRST_VIEW, Scene, View } from '../lib/map/scene';

/** How long the list waits for somebody who is still typing, in milliseconds. */
const PATIENCE = 120;

/** The page: which cluster and what of it is shown, and every part drawn anew when that changes. */
export class MapPage {
  private cluster: ClusterMap;
  private scene: Scene;
  private readonly views = new Map<ClusterMap, View>();
  private readonly seats = new SeatControl(this);
  private readonly field = new FieldControl(this);
  /** What the list of each cluster shows. */
  private readonly listed = new Map<ClusterMap, string>();
  private listTimer = 0;

  constructor(private readonly map: PortMap) {
    [this.cluster] = map.clusters;
    this.scene = this.sceneOf({ ...FIRST_VIEW, isInteractive: true });
  }

  /** Takes over the page that was drawn without a script. */
  public start(): void {
    document.documentElement.classList.add('js');
    listenToTools({
      onSearch: (query) => this.change({ query }),
      onEnter: () => this.selectFirstFound(),
      onColours: (colours) => this.change({ colours }),
      onPlan: () => this.change({ moment: this.scene.view.moment === 'planned' ? 'today' : 'planned' }),
      onTheme: switchTheme,
    });
    document.addEventListener('click', (event) => this.onClick(event));
    document.addEventListener('input', (event) => this.onInput(event));
    document.addEventListener('keydown', (event) => this.onKey(event));
    window.addEventListener('hashchange', () => this.follow(location.hash));
    window.addEventListener('resize', () => this.drawArrows());
    forgetAnchors();
    this.follow(location.hash);
  }

  public get current(): Scene {
    return this.scene;
  }

  public get article(): HTMLElement {
    return document.getElementById(fragmentOf(this.cluster.name))!;
  }

  /** The element of a part in the article that is shown. */
  public part(name: Part): HTMLElement | null {
    return this.article.querySelector(`[data-part=${name}]`);
  }

  /** Shows the details of a port, and its address. */
  public select(nodePort: number): void {
    history.replaceState(null, '', `#${fragmentOf(this.cluster.name, nodePort)}`);
    this.scene = this.sceneOf({ ...this.scene.view, selected: nodePort });
    this.draw('details');
    this.seats.mark();
    this.field.mark();
  }

  /** Says something to everybody, screen readers included. */
  public announce(text: string): void {
    document.querySelector('.found')!.textContent = text;
  }

  private sceneOf(view: View): Scene {
    return new Scene(this.cluster, view, this.map.clusters);
  }

  private change(change: Partial<View>): void {
    this.scene = this.sceneOf({ ...this.scene.view, ...change });
    this.drawAll();
    if ('query' in change || 'hidden' in change) this.announceFound();
  }

  private follow(fragment: string): void {
    const target = readFragment(fragment);
    const cluster = this.map.clusters.find(({ name }) => name === target?.cluster) ?? this.cluster;
    this.show(cluster);
    if (target?.nodePort === undefined) return;
    this.select(target.nodePort);
    this.reveal(target.nodePort);
  }

  private show(cluster: ClusterMap): void {
    this.views.set(this.cluster, this.scene.view);
    this.cluster = cluster;
    const { query, colours } = this.scene.view;
    this.scene = this.sceneOf({ ...(this.views.get(cluster) ?? FIRST_VIEW), query, colours, isInteractive: true });
    for (const { name } of this.map.clusters) document.getElementById(fragmentOf(name))!.hidden = name !== cluster.name;
    for (const link of document.querySelectorAll('nav a')) {
      if (link.getAttribute('href') === `#${fragmentOf(cluster.name)}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    this.drawAll();
  }

  private drawAll(): void {
    const { view } = this.scene;
    document.documentElement.classList.toggle('by-namespace', view.colours === 'namespace');
    document.documentElement.classList.toggle('filtered', this.scene.isFiltered);
    setPressed('plan', view.moment === 'planned');
    document.getElementById('plan')?.toggleAttribute('disabled', this.cluster.plan === undefined);
    const focused = focusedKey();
    for (const name of Object.keys(PARTS) as Part[]) if (name !== 'table' && name !== 'summary') this.draw(name);
    this.seats.enhance();
    this.field.enhance();
    this.drawArrows();
    if (focused !== undefined) this.article.querySelector<HTMLElement>(focused)?.focus({ preventScroll: true });
    clearTimeout(this.listTimer);
    this.listTimer = window.setTimeout(() => this.drawList(), PATIENCE);
  }

  /** The list is by far the longest part, so it is left alone while nothing changes in it. */
  private drawList(): void {
    const key = listKey(this.scene.view);
    if (key === (this.listed.get(this.cluster) ?? listKey(FIRST_VIEW))) return;
    this.listed.set(this.cluster, key);
    this.draw('summary');
    this.draw('table');
  }

  private draw(name: Part): void {
    const element = this.part(name);
    if (element) element.innerHTML = String(PARTS[name](this.scene) || '');
  }

  private drawArrows(): void {
    const stage = this.part('seats');
    if (stage) drawArrows(stage, this.scene.view.moment === 'planned' ? (this.cluster.plan?.moves ?? []) : []);
  }

  private reveal(nodePort: number): void {
    const seat = this.part('seats')?.querySelector(`[data-port="${nodePort}"]`);
    (seat ?? this.part('field') ?? this.article).scrollIntoView({ block: 'nearest' });
  }

  private onClick(event: MouseEvent): void {
    if (!(event.target instanceof Element) || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const target = event.target.closest<HTMLElement>('[data-port], [data-state], [data-copy]');
    const { port, state, copy } = target?.dataset ?? {};
    if (port !== undefined) {
      event.preventDefault();
      this.select(Number(port));
      if (!target!.closest('.stage')) this.reveal(Number(port));
    } else if (state !== undefined) {
      this.toggle(state as PortState);
    } else if (copy !== undefined) {
      this.copy(copy);
    }
  }

  private onInput({ target }: Event): void {
    if (!(target instanceof HTMLInputElement) || target.dataset.history === undefined) return;
    const day = Number(target.value);
    this.change({ moment: day === this.cluster.history!.length - 1 ? 'today' : day });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'search';
    if (event.key === '/' && !isTyping) {
      event.preventDefault();
      document.getElementById('search')!.focus();
      return;
    }
    if (!isTyping && (this.seats.onKey(event) || this.field.onKey(event))) event.preventDefault();
  }

  private toggle(state: PortState): void {
    const hidden = new Set(this.scene.view.hidden);
    if (!hidden.delete(state)) hidden.add(state);
    this.change({ hidden });
  }

  private copy(text: string): void {
    void copyText(text).then((isCopied) => this.announce(isCopied ? `Copied ${text}` : `Copy it by hand: ${text}`));
  }

  private announceFound(): void {
    const { scene } = this;
    if (!scene.isFiltered) return this.announce('');
    const found = [...scene.ports.keys(), ...scene.census.free].filter((port) => scene.isLit(port)).length;
    return this.announce(found === 0 ? 'nothing found' : `${found} found`);
  }

  private selectFirstFound(): void {
    const { scene, cluster } = this;
    const number = Number(scene.view.query.trim());
    const typed = number >= cluster.first && number <= cluster.last ? number : undefined;
    const found = typed ?? [...scene.ports.keys(), ...scene.census.free].find((port) => scene.isLit(port));
    if (found === undefined) return;
    this.select(found);
    this.reveal(found);
  }
}

/** What decides which rows the list has. */
function listKey({ moment, query, hidden }: View): string {
  return JSON.stringify([moment, query, ...hidden]);
}

/** The rows are there already, and from now on a link shows details instead of leading to a row. */
function forgetAnchors(): void {
  for (const row of document.querySelectorAll('.list tr[id]')) row.removeAttribute('id');
}

/** How to find what has the focus once it has been drawn anew. */
function focusedKey(): string | undefined {
  const { dataset } = document.activeElement as HTMLElement;
  if (dataset.state !== undefined) return `[data-state="${dataset.state}"]`;
  if (dataset.history !== undefined) return '[data-history]';
  return dataset.port === undefined ? undefined : `.seats [data-port="${dataset.port}"]`;
}
