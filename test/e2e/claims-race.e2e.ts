import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually } from './eventually';
import { FastClient } from './fast-client';
import { GuardedCluster } from './guarded-cluster';
import { claimOf } from './objects';

const ROUNDS = Number(process.env.CLAIM_ROUNDS ?? 100);
const CLAIMERS = 50;
/** Fewer ports than claimers, so that several want each; and how many of them a claimer tries. */
const PORTS = Array.from({ length: 20 }, (_, index) => 30000 + index);
const TRIES = 6;
const PATH = '/apis/nodeport.cdk8s.io/v1/nodeportclaims';

describe('two API servers over one etcd', () => {
  let cluster: GuardedCluster;
  let clients: FastClient[];
  before(async () => {
    cluster = await GuardedCluster.start({ apiServers: 2 });
    await cluster.install('--claims-only');
    clients = cluster.apiServers.map((server) => new FastClient(server));
    // Each server discovers the definition by itself.
    for (const client of clients) await eventually(async () => (await client.send('DELETE', PATH)).code === 200);
  });
  after(async () => {
    for (const client of clients) client.close();
    await cluster.stop();
  });

  test(`never give one port to two of ${CLAIMERS} simultaneous claimers, in ${ROUNDS} rounds`, async (context) => {
    let [claims, ms] = [0, 0];
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      const won = await Promise.all(
        Array.from({ length: CLAIMERS }, (_, claimer) => firstFree(clients, claimer, round)),
      );
      ms += performance.now() - started;
      const winners = won.filter((port) => port !== undefined);
      assert.equal(new Set(winners).size, winners.length, `round ${round}: ${winners.join(' ')}`);
      await assertOwners(cluster, won);
      claims += winners.length;
      await clients[0].send('DELETE', PATH);
    }
    context.diagnostic(
      `${claims} claims of ${ROUNDS * CLAIMERS} claimers in ${ROUNDS} rounds: 0 double claims, ` +
        `${(ms / claims).toFixed(1)} ms a claim`,
    );
  });
});

/**
 * A claimer tries one port after another, from a start of its own, until it has one; half of them ask the other server.
 */
async function firstFree(clients: readonly FastClient[], claimer: number, round: number): Promise<number | undefined> {
  const client = clients[claimer % clients.length];
  for (let step = 0; step < TRIES; step++) {
    const port = PORTS[(claimer * 7 + round + step) % PORTS.length];
    const { code, text } = await client.send(
      'POST',
      PATH,
      claimOf(port, `team/service-${claimer}`, `claimer-${claimer}`),
    );
    if (code === 201) return port;
    assert.equal(code, 409, text);
  }
  return undefined;
}

/** Every stored claim belongs to the claimer that was told so. */
async function assertOwners(cluster: GuardedCluster, won: readonly (number | undefined)[]): Promise<void> {
  const { items } = JSON.parse(cluster.done('get nodeportclaims -o json')) as {
    items: { metadata: { name: string }; spec: { claimedBy: string } }[];
  };
  const stored = items.map(({ metadata, spec }) => `${metadata.name} ${spec.claimedBy}`).sort();
  const told = won.flatMap((port, claimer) => (port === undefined ? [] : [`${port} claimer-${claimer}`])).sort();
  assert.deepEqual(stored, told);
}
