import { VisibleMap } from './visible-map';

/** How far each key goes, in ports. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -10,
  ArrowDown: 10,
  PageUp: -30,
  PageDown: 30,
};

/** The static band as a grid: one stop for the tab key, and arrow keys inside. */
export class SeatControl {
  constructor(private readonly map: VisibleMap) {}

  /** Turns the table that the page shows without a script into a grid. */
  public enhance(): void {
    this.table?.setAttribute('role', 'grid');
    this.mark();
  }

  /** Marks the selected port, and makes it the one that the tab key reaches. */
  public mark(): void {
    const links = [...(this.table?.querySelectorAll<HTMLElement>('a') ?? [])];
    const { selected } = this.map.current;
    const marked = links.find(({ dataset }) => Number(dataset.port) === selected);
    for (const link of links) {
      link.tabIndex = link === (marked ?? links[0]) ? 0 : -1;
      if (link === marked) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  /** Handles a key; returns whether it was for the grid. */
  public onKey({ key, target }: KeyboardEvent): boolean {
    if (!(target instanceof HTMLElement) || !this.table?.contains(target)) return false;
    const port = Number(target.dataset.port);
    if (key === 'c') return this.copy();
    const to = this.destination(port, key);
    if (to === undefined) return false;
    this.map.select(to);
    this.table.querySelector<HTMLElement>(`[data-port="${to}"]`)?.focus();
    return true;
  }

  private get table(): HTMLElement | null {
    return this.map.part('seats')?.querySelector('table') ?? null;
  }

  private destination(port: number, key: string): number | undefined {
    const { first, staticLast } = this.map.current.cluster;
    const decade = port - (port % 10);
    if (key === 'Home') return Math.max(first, decade);
    if (key === 'End') return Math.min(staticLast, decade + 9);
    if (!Object.hasOwn(STEPS, key)) return undefined;
    const to = port + STEPS[key];
    return to < first || to > staticLast ? port : to;
  }

  private copy(): boolean {
    const button = this.map.part('details')?.querySelector<HTMLElement>('[data-copy]');
    button?.click();
    return button !== null;
  }
}
