import { missedNumbers } from './as-written';
import { Parties } from './parties';
import { PredictedCluster, Risk } from './predicted-cluster';
import { TOOL_NAMES } from '../merge/apply-tools';

/** Requests that succeed, but whose result is not as written. */
export function differingPorts(
  documents: Parties['documents'],
  cluster: PredictedCluster,
  refusals: readonly { readonly service: string }[],
): Risk[] {
  const refused = new Set(refusals.map(({ service }) => service));
  const last = new Map(documents.map(({ desired, way }) => [desired.key, { desired, way }]));
  return [...last.values()]
    .filter(({ desired }) => !refused.has(desired.key))
    .flatMap(({ desired, way }) => {
      const live = cluster.find(desired.key);
      return (live ? missedNumbers(live.state, desired.fields) : []).map(({ port, nodePort }): Risk => ({
        service: desired.key,
        nodePort,
        because: `its port ${port} will differ from its manifest, because of how ${TOOL_NAMES[way.tool]} merges it`,
      }));
    });
}
