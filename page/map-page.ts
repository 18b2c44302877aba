import { copyText } from './clipboard';
import { articleOf, partOf } from './elements';
import { FieldControl } from './field-control';
import { bestMatch, foundText } from './found-ports';
import { GestureActions, listenToGestures } from './gestures';
import { PartDrawer } from './part-drawer';
import { SeatControl } from './seat-control';
import { listenToTools, showSwitches, switchTheme } from './tools';
import { VisibleMap } from './visible-map';
import { ClusterMap, PortMap, PortState } from '../lib/core/map/port-map';
import { fragmentOf, readFragment } from '../lib/map/address';
import { Part } from '../lib/map/html/article';
import { FIRST_VIEW, Scene, View } from '../lib/map/scene';

/** The page: which cluster it shows, and which part of it. */
export class MapPage implements VisibleMap, GestureActions {
  private cluster: ClusterMap;
  private scene: Scene;
  /** The view in which each cluster was last seen. */
  private readonly views = new Map<ClusterMap, View>();
  private readonly drawer = new PartDrawer();
  private readonly seats = new SeatControl(this);
  private readonly field = new FieldControl(this);

  constructor(private readonly map: PortMap) {
    [this.cluster] = map.clusters;
    this.scene = this.sceneOf({ ...FIRST_VIEW, isInteractive: true });
  }

  /** Brings the page to life, which was drawn without a script. */
  public start(): void {
    document.documentElement.classList.add('js');
    listenToTools({
      onSearch: (query) => this.change({ query }),
      onEnter: () => this.selectBestMatch(),
      onColors: (colors) => this.change({ colors }),
      onPlan: () => this.change({ moment: this.scene.view.moment === 'planned' ? 'today' : 'planned' }),
      onTheme: switchTheme,
    });
    listenToGestures(this);
    window.addEventListener('hashchange', () => this.follow(location.hash));
    window.addEventListener('resize', () => this.drawer.drawMoves(this.scene));
    forgetAnchors();
    this.follow(location.hash);
  }

  public get current(): Scene {
    return this.scene;
  }

  public get article(): HTMLElement {
    return articleOf(this.cluster.name);
  }

  public part(name: Part): HTMLElement | null {
    return partOf(this.cluster.name, name);
  }

  public select(nodePort: number): void {
    history.replaceState(null, '', `#${fragmentOf(this.cluster.name, nodePort)}`);
    this.scene = this.sceneOf({ ...this.scene.view, selected: nodePort });
    this.drawer.draw('details', this.scene);
    this.seats.mark();
    this.field.mark();
  }

  public selectInView(nodePort: number): void {
    this.select(nodePort);
    const seat = this.part('seats')?.querySelector(`[data-port="${nodePort}"]`);
    (seat ?? this.part('field') ?? this.article).scrollIntoView({ block: 'nearest' });
  }

  public go(fragment: string): void {
    // At once; the browser itself would wait for the next event.
    history.pushState(null, '', fragment);
    this.follow(fragment);
  }

  public toggle(state: PortState): void {
    const hidden = new Set(this.scene.view.hidden);
    if (!hidden.delete(state)) hidden.add(state);
    this.change({ hidden });
  }

  public showDay(day: number): void {
    this.change({ moment: day === this.cluster.history!.length - 1 ? 'today' : day });
  }

  public copy(text: string): void {
    void copyText(text).then((isCopied) => announce(isCopied ? `Copied ${text}` : `Copy it by hand: ${text}`));
  }

  /** Handles a key; returns whether it was for the static band or the whole range. */
  public onKey(event: KeyboardEvent): boolean {
    return this.seats.onKey(event) || this.field.onKey(event);
  }

  private sceneOf(view: View): Scene {
    return new Scene(this.cluster, view, this.map.clusters);
  }

  private change(change: Partial<View>): void {
    this.scene = this.sceneOf({ ...this.scene.view, ...change });
    this.drawAll();
    if ('query' in change || 'hidden' in change) announce(foundText(this.scene));
  }

  private selectBestMatch(): void {
    const match = bestMatch(this.scene);
    if (match !== undefined) this.selectInView(match);
  }

  private follow(fragment: string): void {
    const target = readFragment(fragment);
    this.show(this.map.clusters.find(({ name }) => name === target?.cluster) ?? this.cluster);
    if (target?.nodePort !== undefined) this.selectInView(target.nodePort);
  }

  private show(cluster: ClusterMap): void {
    this.views.set(this.cluster, this.scene.view);
    this.cluster = cluster;
    const { query, colors } = this.scene.view;
    this.scene = this.sceneOf({ ...(this.views.get(cluster) ?? FIRST_VIEW), query, colors, isInteractive: true });
    for (const { name } of this.map.clusters) articleOf(name).hidden = name !== cluster.name;
    for (const link of document.querySelectorAll('nav a')) {
      if (link.getAttribute('href') === `#${fragmentOf(cluster.name)}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    this.drawAll();
  }

  private drawAll(): void {
    const focused = focusedKey();
    showSwitches(this.scene);
    this.drawer.drawAll(this.scene);
    this.seats.enhance();
    this.field.enhance();
    if (focused !== undefined) this.article.querySelector<HTMLElement>(focused)?.focus({ preventScroll: true });
  }
}

/** Announces something to everybody, including users of screen readers. */
function announce(text: string): void {
  document.querySelector('.found')!.textContent = text;
}

/** The rows exist already, and from now on a link shows details instead of leading to a row. */
function forgetAnchors(): void {
  for (const row of document.querySelectorAll('.list tr[id]')) row.removeAttribute('id');
}

/** A selector that finds the focused element after it has been redrawn. */
function focusedKey(): string | undefined {
  const { dataset } = document.activeElement as HTMLElement;
  if (dataset.state !== undefined) return `[data-state="${dataset.state}"]`;
  if (dataset.history !== undefined) return '[data-history]';
  return dataset.port === undefined ? undefined : `.seats [data-port="${dataset.port}"]`;
}
