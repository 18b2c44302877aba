import * as fc from 'fast-check';
import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { Finding, finding } from '../../../lib/core/findings/finding';
import { Severity } from '../../../lib/core/findings/finding-kind';
import { judge } from '../../../lib/core/rules/judge';
import { ClaimKind } from '../../../lib/core/service/claim';
import { ServiceClaims } from '../../../lib/core/service/service-claims';
import { ServiceShape, ledgerOf, otherClaim, service, staticService } from '../../support/ledgers';
import { runs } from '../../support/runs';

type Options = Partial<Parameters<typeof judge>[1]>;
type Parts = Parameters<typeof ledgerOf>[1];

const judged = (services: readonly ServiceClaims[], options: Options = {}, parts: Parts = {}): Finding[] =>
  judge(ledgerOf(services, parts), { path: 'NodePorts', ...options });
const at = (name: string, nodePort = 30009, shape: ServiceShape = {}) => service(name, { nodePort, ...shape });

test('a finding has its code, place and parties, and proposes a free static port', () => {
  expect(judged([at('a'), at('b')])).toEqual([
    {
      code: 'port-taken',
      severity: Severity.ERROR,
      cluster: 'prod',
      path: 'b',
      service: 'shop/b',
      nodePort: 30009,
      otherPath: 'a',
      acceptedBecause: undefined,
      message: expect.stringMatching(
        /^Service shop\/b, port "web": node port 30009 is already .*\. Choose another: 30010 is the next free static port\. \(port-taken\)$/,
      ),
    },
  ]);
});

test('the order in which Services were added changes nothing', () => {
  const services = [at('a'), at('b'), at('c'), at('d', 30500), staticService('e', { nodePort: 30500 }), at('f', 29999)];
  const expected = judged(services);
  expect(expected.length).toBeGreaterThan(4);
  fc.assert(
    fc.property(fc.shuffledSubarray(services, { minLength: services.length }), (shuffled) => {
      expect(judged(shuffled)).toEqual(expected);
    }),
    runs(20),
  );
});

test('findings are in report order, whatever their severity', () => {
  const more = [finding('lock-outdated', { what: 'what', wayOut: 'Way out' }, { cluster: 'prod', path: 'aa' })];
  const paths = judged([at('a'), at('b'), at('c', 30500)], { more }).map(({ path }) => path);
  expect(paths).toEqual(['aa', 'b', 'c']);
});

describe('free ports', () => {
  const proposed = ({ message }: Finding) => Number(/Choose another: (\d+)/.exec(message)?.[1]);

  test('are proposed to one claim each', () => {
    const ports = judged([at('a'), at('b'), at('c')]).map(proposed);
    expect(ports).toEqual([30010, 30011]);
  });

  test('are proposed to errors before warnings, and to accepted findings last', () => {
    const profile = new ClusterProfile({ portRange: '30008-30040' });
    // 30009 and 30010 are free, in this order, for numbers in the dynamic band.
    const taken = [30008, ...Array.from({ length: 13 }, (_, index) => 30011 + index)].map((port) =>
      otherClaim(ClaimKind.TAKEN, port, { reason: 'test' }),
    );
    const services = [at('a', 30030), staticService('b', { nodePort: 30031 })];
    const byPath = (acceptances: Options['acceptances']) =>
      Object.fromEntries(
        judged(services, { acceptances }, { profile, others: taken }).map((each) => [each.path, proposed(each)]),
      );
    expect(byPath([])).toEqual({ a: 30010, b: 30009 });
    expect(byPath([{ path: 'b', code: 'outside-static-band', reason: 'agreed' }])).toEqual({ a: 30009, b: 30010 });
  });

  test('are proposed by number among equals', () => {
    const ports = Object.fromEntries(
      judged([at('a', 30501), at('b', 30500)]).map((each) => [each.path, proposed(each)]),
    );
    expect(ports.b).toBeLessThan(ports.a);
  });

  test('are not proposed where there are none', () => {
    const profile = new ClusterProfile({ portRange: '30002-30003' });
    const [result] = judged([at('a', 30002), at('b', 30003), at('c', 30003)], {}, { profile }).filter(
      ({ code }) => code === 'port-taken',
    );
    expect(result.message).toContain(
      "The static band 30002-30003 is full. Widen --service-node-port-range, then set portRange: '30002-30577'",
    );
  });

  test('come before the other way out', () => {
    const held = otherClaim(ClaimKind.RESERVATION, 30009, { path: 'kafka', holder: 'data', reason: 'brokers' });
    const [{ message }] = judged([at('a')], {}, { others: [held] });
    expect(message).toMatch(/Choose another: 30010 is the next free static port, or let this Service have it: /);
  });
});

describe('an acceptance', () => {
  const intruder = (annotations?: ServiceShape['annotations']) => at('a', 30500, { annotations });

  test('of the options or of a Service gives the finding its reason', () => {
    const acceptances = [{ path: 'a', code: 'pinned-in-dynamic-band', reason: 'agreed' }];
    expect(judged([intruder()], { acceptances })).toMatchObject([{ acceptedBecause: 'agreed' }]);
    const annotations = { 'nodeport.cdk8s.io/accept-pinned-in-dynamic-band': 'of the Service' };
    expect(judged([intruder(annotations)])).toMatchObject([{ acceptedBecause: 'of the Service' }]);
  });

  test('that is invalid is a finding itself', () => {
    const annotations = { 'nodeport.cdk8s.io/accept-pinned-in-dynamic-band': '' };
    expect(judged([intruder(annotations)]).map(({ code }) => code)).toEqual([
      'reason-missing',
      'pinned-in-dynamic-band',
    ]);
  });
});

test('in a strict cluster, warnings are errors unless they are accepted', () => {
  const services = [at('a', 30500), at('b', 30501)];
  const acceptances = [{ path: 'b', code: 'pinned-in-dynamic-band', reason: 'agreed' }];
  const severities = (isStrict?: boolean) =>
    judged(services, { acceptances, isStrict }).map(({ severity }) => severity);
  expect(severities()).toEqual(['warning', 'warning']);
  expect(severities(true)).toEqual(['error', 'warning']);
});

describe('a fault of one Service', () => {
  const headless = (name = 'web') => at(name, 30009, { spec: { clusterIP: 'None' } });

  test('is reported with its owner', () => {
    expect(judged([headless()])).toMatchObject([
      {
        code: 'headless-node-port',
        path: 'web',
        service: 'shop/web',
        message: expect.stringMatching(/^Service shop\/web/),
      },
    ]);
  });

  /** The codes that a release gives where its API server refused the field up to 1.27. */
  function codesIn(kubernetesVersion: string | undefined): string[] {
    const made = headless();
    const faults = made.faults.map((fault) => ({ ...fault, lastMinor: 27 }));
    return judged([{ ...made, faults }], {}, { profile: new ClusterProfile({ kubernetesVersion }) }).map(
      ({ code }) => code,
    );
  }

  test('is reported up to the last release that refuses it', () => {
    expect(codesIn('1.27')).toContain('headless-node-port');
    expect(codesIn('1.28')).toEqual([]);
  });

  test('that only older releases refuse is not reported for an unknown one', () => {
    expect(codesIn(undefined)).toEqual([]);
  });
});

test('a finding about the cluster is at its place, and says how to accept it', () => {
  const profile = new ClusterProfile({ kubernetesVersion: '1.26' });
  const messageOf = (options: Options) => judged([at('a')], options, { profile })[0];
  expect(messageOf({})).toMatchObject({ code: 'static-band-unprotected', path: 'NodePorts', service: undefined });
  expect(messageOf({}).message).toContain("registry.accept(app, 'static-band-unprotected', 'why')");
  expect(messageOf({ howToAccept: (code) => `--accept ${code}` }).message).toContain(
    'or accept the risk: --accept static-band-unprotected. (',
  );
});
