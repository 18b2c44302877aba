import { Part } from '../lib/map/html/article';
import { Scene } from '../lib/map/scene';

/** The map of the visible cluster, as the controls of its parts see it. */
export interface VisibleMap {
  readonly current: Scene;
  readonly article: HTMLElement;
  /** The element of a part in the visible article; null if it has no such part. */
  part(name: Part): HTMLElement | null;
  /** Shows the details of a port, and puts its address into the location bar. */
  select(nodePort: number): void;
}
