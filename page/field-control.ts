import { VisibleMap } from './visible-map';
import { CELL } from '../lib/map/field-layout';
import { FIELD_HEAD, layoutOf } from '../lib/map/html/field';
import { styleOf } from '../lib/map/states';
import { fullOwner } from '../lib/map/words';

/** How many ports around the pointer to search for a port in use: fingers are wider than a port. */
const REACH_PORTS = 2;

/** The whole range, where the pointer and the arrow keys select ports. */
export class FieldControl {
  constructor(private readonly map: VisibleMap) {}

  public enhance(): void {
    const stage = this.map.part('field');
    if (!stage || stage.tabIndex === 0) return this.mark();
    stage.tabIndex = 0;
    stage.setAttribute('role', 'application');
    stage.setAttribute('aria-label', 'Whole range: the arrow keys go from one port in use to the next');
    stage.addEventListener('pointermove', (event) => this.read(this.portUnder(event)));
    stage.addEventListener('pointerleave', () => this.read(undefined));
    stage.addEventListener('click', (event) => {
      const port = this.portUnder(event);
      if (port !== undefined) this.map.select(port);
    });
    return this.mark();
  }

  /** Frames the selected port. */
  public mark(): void {
    const { current } = this.map;
    const drawing = this.map.part('field')?.querySelector('svg');
    const corner = current.selected === undefined ? undefined : layoutOf(current).at(current.selected);
    const cursor = drawing?.querySelector('.cursor');
    if (!cursor) return;
    // Outside the drawing, if the port is not in it.
    cursor.setAttribute('x', String((corner?.x ?? -CELL * 2) - 1));
    cursor.setAttribute('y', String((corner?.y ?? 0) - 1));
  }

  /** Handles a key; returns whether it was for the field. */
  public onKey({ key, target }: KeyboardEvent): boolean {
    if (target !== this.map.part('field')) return false;
    const port = this.destination(key);
    if (port === undefined) return false;
    this.map.select(port);
    this.read(port);
    return true;
  }

  private destination(key: string): number | undefined {
    const { ports, selected, cluster } = this.map.current;
    const held = [...ports.keys()].filter((port) => port >= cluster.first && port <= cluster.last);
    const at = selected ?? cluster.first;
    switch (key) {
      case 'ArrowLeft':
        return held.findLast((port) => port < at);
      case 'ArrowRight':
        return held.find((port) => port > at);
      case 'ArrowUp':
        return held.findLast((port) => port <= at - 100);
      case 'ArrowDown':
        return held.find((port) => port >= at + 100);
      case 'Home':
        return held[0];
      case 'End':
        return held[held.length - 1];
      default:
        return undefined;
    }
  }

  /** The port under the pointer, or one in use beside it. */
  private portUnder({ clientX, clientY }: MouseEvent): number | undefined {
    const drawing = this.map.part('field')!.querySelector('svg')!;
    const box = drawing.getBoundingClientRect();
    const scale = drawing.viewBox.baseVal.width / box.width;
    const layout = layoutOf(this.map.current);
    const port = layout.portAt((clientX - box.left) * scale, (clientY - box.top) * scale - FIELD_HEAD);
    // Where ports are drawn large enough to point at, take exactly the one under the pointer.
    if (port === undefined || CELL / scale > 8) return port;
    const reach = Array.from({ length: 2 * REACH_PORTS + 1 }, (_, index) => port + index - REACH_PORTS);
    const near = reach.filter((each) => this.map.current.ports.has(each));
    return near.sort((a, b) => Math.abs(a - port) - Math.abs(b - port))[0] ?? port;
  }

  private read(port: number | undefined): void {
    const readout = this.map.article.querySelector('.readout');
    if (readout) readout.textContent = port === undefined ? '' : this.nameOf(port);
  }

  private nameOf(port: number): string {
    const scene = this.map.current;
    const held = scene.ports.get(port);
    const owner = held && [fullOwner(held), held.port].filter(Boolean).join(' ');
    return [port, owner, styleOf(scene.stateOf(port)).label].filter(Boolean).join('  ');
  }
}
