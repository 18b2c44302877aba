import { missedNumbers } from './as-written';
import { Parties } from './parties';
import { PredictedCluster, Risk } from './predicted-cluster';
import { ApplyTool } from '../merge/apply-tools';

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
        because: `its port ${port} will differ from its manifest, because of how ${MERGERS[way.tool]} merges it`,
      }));
    });
}

const MERGERS: Readonly<Record<ApplyTool, string>> = {
  [ApplyTool.KUBECTL]: 'kubectl apply',
  [ApplyTool.SERVER_SIDE]: 'kubectl apply --server-side',
  [ApplyTool.HELM]: 'helm upgrade',
  [ApplyTool.REPLACE]: 'kubectl replace',
};
