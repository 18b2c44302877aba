import { HelmRelease } from '../../../lib/core/live/helm-release';
import { readLiveServices } from '../../../lib/core/live/read-live-services';
import { releaseManifest } from '../../../lib/core/live/release-manifest';
import { Tool } from '../../../lib/core/merge/tools';
import { planOf } from '../../../lib/core/plan/plan';
import { Port, Service } from '../../support/api-server';
import { RANGE, desired, pinned, service } from '../../support/plans';

const WEB: HelmRelease = { namespace: 'shop', name: 'web' };
const MARKS = {
  labels: { 'app.kubernetes.io/managed-by': 'Helm' },
  annotations: { 'meta.helm.sh/release-name': 'web', 'meta.helm.sh/release-namespace': 'shop' },
};
const marked = (each: Service, annotations: object = {}) => ({
  ...each,
  metadata: { ...each.metadata, ...MARKS, annotations: { ...MARKS.annotations, ...annotations }, managedFields: [] },
});
const unmarked = (each: Service, manager: string) => ({
  ...each,
  metadata: {
    ...each.metadata,
    managedFields: [{ manager, operation: 'Update', fieldsV1: { 'f:spec': { 'f:type': {} } } }],
  },
});

/** What becomes of each port with `helm upgrade web`; the last manifest is undefined if it was not read. */
function upgrade(live: readonly object[], last: readonly Service[] | undefined, next: readonly Service[]) {
  const list = (items: readonly object[]) => ({ apiVersion: 'v1', kind: 'List', items });
  const manifests = last && [releaseManifest({ ...WEB, isServerSide: false }, list(last))];
  const { snapshot } = readLiveServices(list(live), 'prod', RANGE, manifests)!;
  const plan = planOf(snapshot, desired(next), { tool: Tool.HELM, release: WEB, prune: false });
  return {
    verdict: plan.verdict,
    changes: plan.changes.map(({ kind, service: key, port, from = '-' }) => `${key} ${port} ${kind} ${from}`),
    risks: plan.risks.map(({ because }) => because),
    refused: plan.refusals.map(({ error }) => error),
  };
}

const ports = (...numbers: number[]): Port[] =>
  numbers.map((nodePort, index) => ({ name: `p${index}`, port: 80 + index, nodePort }));

test('Helm removes what its last manifest contains and the new one lacks, and nothing that others added', () => {
  const live = [marked(service('a', ports(30001, 30002, 30003)))];
  expect(upgrade(live, [service('a', ports(30001, 30002))], [service('a', ports(30001))]).changes).toEqual([
    'shop/a p0 unchanged 30001',
    'shop/a p1 retired 30002',
    'shop/a p2 lingering 30003',
  ]);
});

test('a Service that its release marks and did not contain is taken over, and loses nothing', () => {
  const live = [marked(service('a', ports(30001, 30002)))];
  expect(upgrade(live, [pinned('other', 30005)], [service('a', ports(30001))])).toMatchObject({
    verdict: 'safe',
    changes: ['shop/a p0 unchanged 30001', 'shop/a p1 lingering 30002'],
  });
});

test('a Service without marks belongs to the release whose last manifest contains it', () => {
  const live = [unmarked(pinned('a', 30001), 'kubectl-replace')];
  expect(upgrade(live, [pinned('a', 30001)], [pinned('a', 30002)])).toMatchObject({ verdict: 'safe', refused: [] });
  expect(upgrade(live, [pinned('a', 30001)], [pinned('b', 30003)]).changes).toEqual([
    'shop/a web retired 30001',
    'shop/b web new -',
  ]);
});

test('a Service without marks that no last manifest contains is refused', () => {
  const live = [unmarked(pinned('a', 30001), 'helm')];
  expect(upgrade(live, [pinned('other', 30005)], [pinned('a', 30001)])).toMatchObject({
    verdict: 'unsafe',
    refused: [expect.stringContaining('exists and cannot be imported into the current release')],
  });
});

test('without the last manifest, whether Helm accepts a Service that it once wrote is unknown', () => {
  const live = [unmarked(pinned('a', 30001), 'helm')];
  expect(upgrade(live, undefined, [pinned('a', 30001)])).toMatchObject({
    verdict: 'risky',
    risks: [
      'whether its release still contains it is not in the snapshot. Take a snapshot with permission to read the ' +
        'Secrets of Helm, or see for yourself: helm get manifest -n shop web',
    ],
  });
});

test('a Service that Helm is told to keep stays when it leaves the release', () => {
  const live = [marked(pinned('a', 30001), { 'helm.sh/resource-policy': 'keep' }), marked(pinned('b', 30002))];
  expect(upgrade(live, [pinned('a', 30001), pinned('b', 30002)], [pinned('c', 30003)]).changes).toEqual([
    'shop/b web retired 30002',
    'shop/c web new -',
  ]);
});
