import { answer } from './answer';
import { linkTo, readLink } from './link';
import { Question, verdictOn } from './verdict';
import { ClusterMap } from '../lib/core/map/port-map';
import { printable } from '../lib/core/text/printable';
import { readFragment } from '../lib/map/address';
import { article } from '../lib/map/html/article';
import { html } from '../lib/map/html/markup';
import { FIRST_VIEW, Scene } from '../lib/map/scene';
import { copyText } from '../page/clipboard';

/** How long to wait for further typing. */
const TYPING_PAUSE_MS = 150;

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

/** The page: asks again whenever its text changes, and draws the answer. */
export class Playground {
  private readonly manifests = byId<HTMLTextAreaElement>('manifests');
  private readonly range = byId<HTMLInputElement>('range');
  private readonly strict = byId<HTMLInputElement>('strict');
  private map?: ClusterMap;
  private timer = 0;

  public async start(): Promise<void> {
    for (const field of [this.manifests, this.range, this.strict]) {
      field.addEventListener('input', () => this.answerSoon());
    }
    byId('link').addEventListener('click', () => void this.copyLink());
    byId('answer').addEventListener('click', ({ target }) => this.goToLine(target as Element));
    byId('map').addEventListener('click', (event) => this.selectPort(event));
    window.addEventListener('hashchange', () => void this.followLink());
    await this.followLink();
  }

  private get question(): Question {
    return { manifests: this.manifests.value, range: this.range.value, isStrict: this.strict.checked };
  }

  private async followLink(): Promise<void> {
    if (location.hash.length > 1) {
      const question = await readLink(location.hash);
      if (question === undefined) this.say('This link cannot be read. Ask for it again.');
      else this.ask(question);
    }
    this.answer();
  }

  private ask({ manifests, range, isStrict }: Question): void {
    this.manifests.value = manifests;
    this.range.value = range;
    this.strict.checked = isStrict;
  }

  private answerSoon(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.answer(), TYPING_PAUSE_MS);
  }

  private answer(): void {
    const { question } = this;
    this.map = undefined;
    try {
      if (question.manifests.trim() === '') return this.draw('Paste manifests on the left: YAML or JSON.');
      const verdict = verdictOn(question);
      this.map = verdict.map;
      this.draw(answer(verdict));
    } catch (error) {
      this.draw(html`<p class="summary">${printable((error as Error).message)}</p>`);
    }
  }

  private draw(text: ReturnType<typeof html> | string): void {
    byId('answer').innerHTML = String(html`${text}`);
    this.drawMap();
  }

  private drawMap(selected?: number): void {
    const { map } = this;
    byId('map').innerHTML = map ? String(article(new Scene(map, { ...FIRST_VIEW, selected }))) : '';
  }

  /** Shows the details of a port; its link would replace the one to the manifests. */
  private selectPort(event: Event): void {
    const link = (event.target as Element).closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    const nodePort = readFragment(link.getAttribute('href')!)?.nodePort;
    if (nodePort === undefined) return;
    this.drawMap(nodePort);
    byId('map').querySelector<HTMLElement>(`.seats [data-port="${nodePort}"]`)?.focus();
  }

  private goToLine(target: Element): void {
    const line = Number(target.closest<HTMLElement>('[data-line]')?.dataset.line);
    if (!line) return;
    const before = this.manifests.value.split('\n', line);
    const end = before.join('\n').length;
    this.manifests.focus();
    this.manifests.setSelectionRange(end - before[line - 1].length, end);
  }

  private async copyLink(): Promise<void> {
    history.replaceState(null, '', `#${await linkTo(this.question)}`);
    const isCopied = await copyText(location.href);
    this.say(isCopied ? 'The link is copied. It holds the manifests.' : 'Copy the link from the address bar.');
  }

  private say(text: string): void {
    byId('status').textContent = text;
  }
}
