import { ApplyTool } from '../../../lib/core/merge/apply-tools';
import { differingPorts } from '../../../lib/core/plan/differing-ports';
import { PredictedCluster } from '../../../lib/core/plan/predicted-cluster';
import { documentsOf, liveOf, profileOf } from '../../support/parties';
import { pinned } from '../../support/plans';

const cluster = new PredictedCluster([liveOf(pinned('a', 30001))], profileOf());

/** How documents for the Service `a` differ from what the cluster holds. */
const differ = (tool: ApplyTool, ...numbers: number[]) =>
  documentsOf(numbers.map((nodePort) => pinned('a', nodePort))).map((desired) => ({ desired, way: { tool } }));

test.each([
  [ApplyTool.KUBECTL, 'kubectl apply'],
  [ApplyTool.SERVER_SIDE, 'kubectl apply --server-side'],
  [ApplyTool.HELM, 'helm upgrade'],
  [ApplyTool.REPLACE, 'kubectl replace'],
])('a port that differs from its manifest is a risk, because of how %s merges', (tool, name) => {
  expect(differingPorts(differ(tool, 30002), cluster, [])).toEqual([
    {
      service: 'shop/a',
      nodePort: 30002,
      because: `its port 80/TCP will differ from its manifest, because of how ${name} merges it`,
    },
  ]);
});

test('only the last document of a Service counts', () => {
  expect(differingPorts(differ(ApplyTool.KUBECTL, 30002, 30001), cluster, [])).toEqual([]);
});

test('a Service that is refused, or that does not exist afterwards, is not reported', () => {
  expect(differingPorts(differ(ApplyTool.KUBECTL, 30002), cluster, [{ service: 'shop/a' }])).toEqual([]);
  expect(differingPorts(differ(ApplyTool.KUBECTL, 30002), new PredictedCluster([], profileOf()), [])).toEqual([]);
});
