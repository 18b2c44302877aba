import { Scene } from '../lib/map/scene';

/** The ports that match the search and the legend; free ports only in the static band. */
export function foundPorts(scene: Scene): number[] {
  return [...scene.ports.keys(), ...scene.census.free].filter((port) => scene.isLit(port));
}

/** The port that the Enter key selects: the typed number, or else the first match. */
export function bestMatch(scene: Scene): number | undefined {
  const { first, last } = scene.cluster;
  const typed = Number(scene.view.query.trim());
  return typed >= first && typed <= last ? typed : foundPorts(scene)[0];
}

/** What a screen reader hears after a search; empty while everything is shown. */
export function foundText(scene: Scene): string {
  if (!scene.isFiltered) return '';
  const { length } = foundPorts(scene);
  return length === 0 ? 'nothing found' : `${length} found`;
}
