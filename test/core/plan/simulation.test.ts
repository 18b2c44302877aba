import { ApplyTool } from '../../../lib/core/merge/apply-tools';
import { Step, StepKind } from '../../../lib/core/plan/plan-steps';
import { PredictedCluster } from '../../../lib/core/plan/predicted-cluster';
import { changeByHand, simulate } from '../../../lib/core/plan/simulation';
import { LOCAL, managersInShort } from '../../support/live-services';
import { REPLACE, WEB_RELEASE, liveOf, problemOf, profileOf } from '../../support/parties';
import { pinned, service } from '../../support/plans';

/** The step that applies some documents. */
const applying = (...documents: { service: string; path: string }[]): Step => ({
  kind: StepKind.APPLY,
  service: documents[0].service,
  documents,
  way: REPLACE,
});
const deleting = (name: string): Step => ({ kind: StepKind.DELETE, service: `shop/${name}` });
const doc = (name: string, index: number) => ({ service: `shop/${name}`, path: `doc-${index}` });

const numbersIn = (cluster: PredictedCluster) =>
  Object.fromEntries(
    [...cluster.all].map(({ service: name, state }) => [name, state.ports.map((port) => port.nodePort)]),
  );

const swap = problemOf({
  live: [liveOf(pinned('a', 30001)), liveOf(pinned('b', 30002))],
  next: [pinned('a', 30002), pinned('b', 30003)],
});

describe('a sequence', () => {
  test('is simulated step by step', () => {
    const { refusals, risks, cluster } = simulate([applying(doc('b', 1)), applying(doc('a', 0))], swap);
    expect([refusals, risks, numbersIn(cluster)]).toEqual([[], [], { a: [30002], b: [30003] }]);
  });

  test('continues after a step that is refused, which changes nothing', () => {
    const first = applying(doc('a', 0));
    const { refusals, cluster } = simulate([first, applying(doc('b', 1))], swap);
    expect(refusals).toEqual([{ step: first, refusal: expect.objectContaining({ status: 422, code: 'port-taken' }) }]);
    expect(numbersIn(cluster)).toEqual({ a: [30001], b: [30003] });
  });

  test('may delete a Service first', () => {
    const { refusals, cluster } = simulate([deleting('b'), applying(doc('a', 0))], swap);
    expect([refusals, numbersIn(cluster)]).toEqual([[], { a: [30002] }]);
  });

  test('applies the document that a step names, of several for one Service', () => {
    const problem = problemOf({ next: [pinned('a', 30001), pinned('a', 30002)] });
    expect(numbersIn(simulate([applying(doc('a', 0))], problem).cluster)).toEqual({ a: [30001] });
    expect(numbersIn(simulate([applying(doc('a', 1))], problem).cluster)).toEqual({ a: [30002] });
  });

  test('applies nothing if a step has no documents', () => {
    const { documents: _, ...bare } = applying(doc('a', 0));
    expect(numbersIn(simulate([bare], swap).cluster)).toEqual({ a: [30001], b: [30002] });
  });
});

describe('the upgrade of a release', () => {
  const problem = problemOf({
    live: [liveOf(pinned('a', 30001), { release: WEB_RELEASE }), liveOf(pinned('gone', 30005))],
    next: [pinned('a', 30002), pinned('b', 30003)],
    deleted: ['gone'],
    release: WEB_RELEASE,
    way: { tool: ApplyTool.HELM },
  });
  const upgrade: Step = { ...applying(doc('a', 0), doc('b', 1)), way: { tool: ApplyTool.HELM }, release: WEB_RELEASE };

  test('applies all its documents, and deletes what the release no longer contains', () => {
    expect(numbersIn(simulate([upgrade], problem).cluster)).toEqual({ a: [30002], b: [30003] });
  });

  test('deletes nothing of another release, and nothing for a step without one', () => {
    const other = { ...upgrade, release: { ...WEB_RELEASE, name: 'other' } };
    expect(numbersIn(simulate([other], problem).cluster).gone).toEqual([30005]);
    expect(numbersIn(simulate([{ ...upgrade, release: undefined }], problem).cluster).gone).toEqual([30005]);
  });

  test('stops at the first refusal, before it deletes anything', () => {
    const refused = problemOf({
      live: [liveOf(pinned('x', 30002)), liveOf(pinned('gone', 30005))],
      next: [pinned('a', 30002), pinned('b', 30003)],
      deleted: ['gone'],
      release: WEB_RELEASE,
    });
    expect(numbersIn(simulate([upgrade], refused).cluster)).toEqual({ x: [30002], gone: [30005] });
  });

  test('creates Services with picks first if it installs the release, so that the picks count as risks', () => {
    const open = problemOf({
      next: [pinned('a', 30016), service('b', [{ port: 80 }])],
      release: WEB_RELEASE,
      way: { tool: ApplyTool.HELM },
    });
    expect(simulate([{ ...upgrade, installs: true }], open).risks).toHaveLength(1);
    expect(simulate([upgrade], open).risks).toEqual([]);
  });
});

describe('a change by hand', () => {
  const ports = [
    { name: 'web', port: 80, nodePort: 30001 },
    { name: 'api', port: 81, nodePort: 30002 },
  ];
  const live = liveOf(service('lb', ports, { ...LOCAL, healthCheckNodePort: 30003 }), {
    managers: [],
    applied: { scalars: {} },
  });

  /** The live Service after a change. */
  function after(step: Partial<Step>) {
    const cluster = new PredictedCluster([live], profileOf());
    const refusal = changeByHand({ kind: StepKind.MOVE_ASIDE, service: 'shop/lb', ...step }, cluster);
    return { refusal, ...cluster.find('shop/lb')! };
  }

  test('moves the ports that it names, and leaves the rest', () => {
    const { state, managers, applied, refusal } = after({ moves: [{ index: 1, from: 30002, to: 30009 }] });
    expect(refusal).toBeUndefined();
    expect(state.ports.map(({ nodePort }) => nodePort)).toEqual([30001, 30009]);
    expect([state.externalTrafficPolicy, state.healthCheckNodePort]).toEqual(['Local', 30003]);
    expect(managersInShort(managers)).toEqual(['kubectl-patch Update: 81/TCP.nodePort']);
    expect(applied).toEqual({ scalars: {} });
  });

  test('drops the health check', () => {
    const { state } = after({ dropsHealthCheck: true });
    expect([state.externalTrafficPolicy, state.healthCheckNodePort]).toEqual(['Cluster', 0]);
    expect(state.ports.map(({ nodePort }) => nodePort)).toEqual([30001, 30002]);
  });

  test('writes all ports', () => {
    const { state } = after({ ports: { from: [], to: [{ port: 90, nodePort: 30008 }] } });
    expect(state.ports.map(({ port, nodePort }) => [port, nodePort])).toEqual([[90, 30008]]);
  });

  test('leaves the owners unknown if they were', () => {
    const cluster = new PredictedCluster([{ ...live, managers: undefined }], profileOf());
    changeByHand({ kind: StepKind.MOVE_ASIDE, service: 'shop/lb', dropsHealthCheck: true }, cluster);
    expect(cluster.find('shop/lb')!.managers).toBeUndefined();
  });

  test('moves nothing in a Service without ports', () => {
    const bare = liveOf(service('lb', [], { type: 'ClusterIP', clusterIP: 'None' } as object));
    const cluster = new PredictedCluster([bare], profileOf());
    expect(changeByHand({ kind: StepKind.MOVE_ASIDE, service: 'shop/lb' }, cluster)).toBeUndefined();
    expect(cluster.find('shop/lb')!.state.ports).toEqual([]);
  });

  test.each([StepKind.MOVE_ASIDE, StepKind.WRITE_PORTS])('is what a step of kind %s does', (kind) => {
    const problem = { ...problemOf({ live: [live], next: [] }) };
    const step: Step = { kind, service: 'shop/lb', moves: [{ index: 0, from: 30001, to: 30009 }] };
    expect(numbersIn(simulate([step], problem).cluster)).toEqual({ lb: [30009, 30002] });
  });
});
