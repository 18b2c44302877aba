import { drawArrows } from './arrows';
import { partOf } from './elements';
import { ClusterMap } from '../lib/core/map/port-map';
import { PARTS, Part } from '../lib/map/html/article';
import { FIRST_VIEW, Scene, View } from '../lib/map/scene';

/** How long to wait for further typing before the list is redrawn, in milliseconds. */
const TYPING_PAUSE_MS = 120;

const LIST: readonly Part[] = ['summary', 'table'];
const OTHERS = (Object.keys(PARTS) as Part[]).filter((name) => !LIST.includes(name));

/** Redraws the parts of an article from a scene. */
export class PartDrawer {
  /** The rows in the list of each cluster. */
  private readonly listed = new Map<ClusterMap, string>();
  private timer = 0;

  /** Draws every part, but the list only once nothing has changed for a moment. */
  public drawAll(scene: Scene): void {
    for (const name of OTHERS) this.draw(name, scene);
    this.drawMoves(scene);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.drawList(scene), TYPING_PAUSE_MS);
  }

  public draw(name: Part, scene: Scene): void {
    const element = partOf(scene.cluster.name, name);
    if (element) element.innerHTML = String(PARTS[name](scene) || '');
  }

  /** Draws an arrow for each move of the plan while it is shown. */
  public drawMoves({ cluster, view }: Scene): void {
    const stage = partOf(cluster.name, 'seats');
    if (stage) drawArrows(stage, view.moment === 'planned' ? (cluster.plan?.moves ?? []) : []);
  }

  /** The list is by far the longest part, so it is drawn only when its rows change. */
  private drawList(scene: Scene): void {
    const { cluster, view } = scene;
    const key = rowsKey(view);
    if (key === (this.listed.get(cluster) ?? rowsKey(FIRST_VIEW))) return;
    this.listed.set(cluster, key);
    for (const name of LIST) this.draw(name, scene);
  }
}

/** What decides which rows the list has. */
function rowsKey({ moment, query, hidden }: View): string {
  return JSON.stringify([moment, query, ...hidden]);
}
