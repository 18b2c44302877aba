import { ClusterVerdict } from './verdict';
import { clusterMapOf } from '../../core/map/cluster-map';
import { ClusterMap } from '../../core/map/port-map';
import { writeOutput } from '../../io/files/output-file';
import { packageVersion } from '../../io/files/package-version';
import { readPageAssets } from '../../io/files/page-assets';
import { formatOfFile } from '../../map/format-names';
import { drawMap } from '../../map/formats';

/** Draws the maps that registries ask for; registries with the same `mapFile` share a map. */
export function drawMaps(verdicts: readonly ClusterVerdict[]): void {
  const files = new Map<string, ClusterMap[]>();
  for (const verdict of verdicts) {
    const { mapFile } = verdict.cluster;
    if (mapFile !== undefined) files.set(mapFile, [...(files.get(mapFile) ?? []), mapOf(verdict)]);
  }
  for (const [file, clusters] of files) {
    const style = { text: { charset: 'unicode' }, assets: readPageAssets } as const;
    const map = drawMap(formatOfFile(file) ?? 'html', { version: packageVersion(), clusters }, style);
    writeOutput(file, map, "mapFile: 'ports.html'");
  }
}

function mapOf({ cluster: { profile }, ledger, findings, lock, nextLock }: ClusterVerdict): ClusterMap {
  const version = profile.minor === undefined ? [] : [`Kubernetes 1.${profile.minor}`];
  return clusterMapOf({
    profile,
    names: [...version, ...(lock ? [lock.file.path] : [])],
    services: ledger.services,
    others: ledger.others,
    findings,
    lock: nextLock,
  });
}
