import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RELEASES, Release, assetsOf, nodePortsOf, service, withCluster } from './cluster';
import { NodePortBand, NodePortBands, PortRange } from '../../lib';
import { ClusterProfile } from '../../lib/core/cluster/cluster-profile';

/** What the API server picks for one Service after another, until it has nothing left. */
async function picks(
  portRange: string,
  options: { release?: Release; featureGates?: Record<string, boolean> } = {},
): Promise<{ ports: number[]; end: string; version: string }> {
  const { release = 'newest', featureGates } = options;
  return withCluster({ assets: assetsOf(release), portRange, featureGates }, async ({ api, version }) => {
    const ports: number[] = [];
    for (;;) {
      const { code, body } = await api.create(
        service(`dynamic-${ports.length}`, { type: 'NodePort', ports: [{ port: 80 }] }),
      );
      if (code >= 300) return { ports, end: `${code} ${body.message}`, version };
      ports.push(...nodePortsOf(body));
    }
  });
}

describe('dynamic allocation avoids the static band until the dynamic one is full', () => {
  for (const portRange of ['30000-30016', '30000-30031', '30000+60', '20000-20543']) {
    test(portRange, async (context) => {
      const bands = NodePortBands.of(PortRange.parse(portRange));
      const { ports, end } = await picks(portRange);
      const dynamic = bands.dynamicBand!.size;
      context.diagnostic(
        `${dynamic} picks from ${bands.dynamicBand}, then ${ports.length - dynamic} from ${bands.staticBand}, ` +
          `then ${end}`,
      );
      assert.ok(ports.slice(0, dynamic).every((port) => bands.bandOf(port) === NodePortBand.DYNAMIC));
      assert.ok(ports.slice(dynamic).every((port) => bands.bandOf(port) === NodePortBand.STATIC));
      assert.equal(ports.length, bands.portRange.size);
      assert.equal(end, '500 Internal error occurred: failed to allocate a nodePort: range is full');
    });
  }
});

test('in a range of 16 ports, dynamic allocation avoids no port', async () => {
  const seen = new Set<number>();
  for (let attempt = 0; attempt < 4; attempt++) {
    (await picks('30000-30015')).ports.slice(0, 4).forEach((port) => seen.add(port));
  }
  assert.equal(NodePortBands.of(PortRange.parse('30000-30015')).dynamicAvoidsStatic, false);
  // Sixteen picks at random out of the whole range leave either half untouched less than once in 30,000 runs.
  assert.ok([...seen].some((port) => port < 30008) && [...seen].some((port) => port >= 30008), [...seen].join(' '));
});

describe('the feature gate of 1.27', () => {
  const portRange = '30000-30127';
  for (const isOn of RELEASES.includes('1.27') ? [true, false, undefined] : []) {
    test(`${isOn === undefined ? 'by default' : isOn ? 'on' : 'off'}`, async (context) => {
      const featureGates = isOn === undefined ? undefined : { ServiceNodePortStaticSubrange: isOn };
      const { ports, version } = await picks(portRange, { release: '1.27', featureGates });
      const profile = new ClusterProfile({ portRange, kubernetesVersion: version, staticSubrangeGate: isOn });
      const early = ports
        .slice(0, profile.bands.dynamicBand!.size)
        .filter((port) => profile.bands.bandOf(port) === NodePortBand.STATIC).length;
      context.diagnostic(
        `${early} of the first ${profile.bands.dynamicBand!.size} picks lie in the static band; library: ` +
          `${profile.unprotected?.because ?? 'protected'}`,
      );
      // With the gate off, 112 of 128 picks at random miss all 16 static ports with a probability far below any other
      // cause of failure.
      assert.equal(early > 0, profile.unprotected !== undefined);
    });
  }

  test('does not exist in the newest release, and the library refuses to have it off', async () => {
    await assert.rejects(
      picks(portRange, { featureGates: { ServiceNodePortStaticSubrange: false } }),
      /unrecognized feature gate: ServiceNodePortStaticSubrange/,
    );
    assert.throws(
      () => new ClusterProfile({ kubernetesVersion: '1.37', staticSubrangeGate: false }),
      /\(gate-locked\)$/,
    );
  });
});
