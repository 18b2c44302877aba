import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { FastClient } from './fast-client';
import { GuardedCluster } from './guarded-cluster';
import { claimOf, portsOf } from './objects';

const WRITES = 300;
const SERVICES = '/api/v1/namespaces/edge/services';
const CLAIMS = '/apis/nodeport.cdk8s.io/v1/nodeportclaims';

/** What claims cost when somebody writes a Service that has nothing to do with them. */
describe('the cost of writing a Service', () => {
  let cluster: GuardedCluster;
  let client: FastClient;
  before(async () => {
    cluster = await GuardedCluster.start();
    client = new FastClient(cluster.apiServers[0]);
  });
  after(async () => {
    client.close();
    await cluster.stop();
  });

  test('is printed for no guard, and for a guard with 0, 86 and 128 claims', async (context) => {
    const without = await median(client);
    context.diagnostic(`no guard: ${without.toFixed(2)} ms a write, the median of ${WRITES}`);
    await cluster.install();
    let claimed = 0;
    for (const count of [0, 86, 128]) {
      for (; claimed < count; claimed++) {
        assert.equal((await client.send('POST', CLAIMS, claimOf(30000 + claimed, 'team/x'))).code, 201);
      }
      await cluster.untilLearned();
      const ms = await median(client);
      context.diagnostic(`${count} claims: ${ms.toFixed(2)} ms, ${(ms - without).toFixed(2)} ms more`);
    }
  });
});

/** The median time to create a Service with one node port; it is removed again, which is not counted. */
async function median(client: FastClient): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < WRITES; index++) {
    const started = performance.now();
    const { code, text } = await client.send(
      'POST',
      SERVICES,
      portsOf('edge', 'cost', [{ port: 80, nodePort: 31000 }]),
    );
    times.push(performance.now() - started);
    assert.equal(code, 201, text);
    assert.equal((await client.send('DELETE', `${SERVICES}/cost`)).code, 200);
  }
  return times.sort((a, b) => a - b)[Math.floor(WRITES / 2)];
}
