import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assetsOf, cleanUp, given, nodePortsOf, service } from './cluster';
import { ControlPlane, startControlPlane } from './control-plane';
import { Service, predict } from './library';

const tcp = (port: number, nodePort?: number, name = `tcp-${port}`) => ({ name, port, protocol: 'TCP', nodePort });
const udp = (port: number, nodePort?: number, name = `udp-${port}`) => ({ name, port, protocol: 'UDP', nodePort });
const nodePort = (name: string, ...ports: object[]) => service(name, { type: 'NodePort', ports });

/** What happens to an existing Service; the library demands what is legal both on create and on update. */
describe('updates', () => {
  let plane: ControlPlane;
  before(async () => {
    plane = await startControlPlane({ assets: assetsOf('newest') });
  });
  after(async () => plane.stop());

  /**
   * Creates Services, replaces one, and returns the answer and what is then stored; everything is removed afterwards.
   */
  async function replacing(
    held: Service[],
    next: Service,
  ): Promise<{ code: number; message: string; ports: number[] }> {
    await given(plane.api, ...held);
    try {
      const { code, body } = await plane.api.replace(next);
      return { code, message: body.message ?? '', ports: code < 300 ? nodePortsOf(body) : [] };
    } finally {
      await cleanUp(plane.api, held);
    }
  }

  test(
    'U1: a number is added for another service port: taken, though a create of the same is refused, and the ' +
      'library says so',
    async () => {
      const next = nodePort('web', tcp(80, 30040), udp(53, 30040));
      const { code, ports } = await replacing([nodePort('web', tcp(80, 30040))], next);
      assert.deepEqual([code, ports], [200, [30040, 30040]]);
      assert.deepEqual(predict(next, []).refusals, ['port-repeated']);
    },
  );

  test('U2: entries that share one pick on create get two on an update from ClusterIP', async () => {
    const { code, ports } = await replacing(
      [service('web', { ports: [tcp(53), udp(53)] })],
      nodePort('web', tcp(53), udp(53)),
    );
    assert.equal(code, 200);
    assert.notEqual(ports[0], ports[1]);
  });

  test('U3: one new number for two entries of one protocol is refused, on create too', async () => {
    const next = nodePort('web', tcp(80, 30040), tcp(81, 30040));
    const { code, message } = await replacing([nodePort('web', tcp(80, 30041))], next);
    assert.equal(code, 500);
    assert.match(message, /duplicate nodePort: \{TCP 30040\}/);
    assert.deepEqual(predict(next, []).refusals, ['port-repeated']);
  });

  test('U4: two ports of one Service swap their numbers', async () => {
    assert.deepEqual(
      (
        await replacing(
          [nodePort('web', tcp(80, 30040), tcp(81, 30041))],
          nodePort('web', tcp(80, 30041), tcp(81, 30040)),
        )
      ).ports,
      [30041, 30040],
    );
  });

  test('U5: a protocol is added without a number: it gets one of its own, not the shared one', async () => {
    const { ports } = await replacing([nodePort('dns', tcp(53, 30053))], nodePort('dns', tcp(53, 30053), udp(53)));
    assert.equal(ports[0], 30053);
    assert.notEqual(ports[1], 30053);
  });

  test('U6: a number that another Service holds is refused', async () => {
    const next = nodePort('web', tcp(80, 30044));
    const { code, message } = await replacing(
      [nodePort('other', tcp(80, 30044)), nodePort('web', tcp(80, 30040))],
      next,
    );
    assert.equal(code, 422);
    assert.match(message, /provided port is already allocated/);
    assert.deepEqual(predict(next, [nodePort('other', tcp(80, 30044))]).refusals, ['port-taken']);
  });

  test('U9: a number that an ExternalName carried is kept unreserved, even if another holds it', async () => {
    const external = service('web', { type: 'ExternalName', externalName: 'a.example', ports: [tcp(80, 30044)] });
    const { code, ports } = await replacing(
      [nodePort('other', tcp(80, 30044)), external],
      nodePort('web', tcp(80, 30044)),
    );
    assert.deepEqual([code, ports], [200, [30044]]);
    assert.deepEqual(predict(external, []).advice, ['node-port-on-external-name']);
  });

  test('6.1: deleting a Service frees its number, and so does taking another or another type', async () => {
    const steps: Service[] = [nodePort('web', tcp(80, 30041)), service('web', { ports: [tcp(80)] })];
    for (const [index, next] of steps.entries()) {
      await given(plane.api, nodePort('web', tcp(80, 30040)));
      assert.equal((await plane.api.replace(next)).code, 200, `step ${index}`);
      assert.equal((await plane.api.create(nodePort('heir', tcp(80, 30040)))).code, 200);
      await cleanUp(plane.api, [next, nodePort('heir')]);
    }
    assert.equal((await plane.api.create(nodePort('late', tcp(80, 30040)))).code, 200);
    await cleanUp(plane.api, [nodePort('late')]);
  });

  test('6.2: an omitted number is kept by the name of its port, whatever its service port', async () => {
    assert.deepEqual(
      (await replacing([nodePort('web', tcp(80, 30040, 'http'))], nodePort('web', tcp(8080, undefined, 'http')))).ports,
      [30040],
    );
    const renamed = await replacing(
      [nodePort('web', tcp(80, 30040, 'http'))],
      nodePort('web', tcp(80, undefined, 'web')),
    );
    assert.notEqual(renamed.ports[0], 30040);
  });

  test('6.4: two Services cannot swap their numbers in either order', async () => {
    const [a, b] = [nodePort('a', tcp(80, 30040)), nodePort('b', tcp(80, 30041))];
    for (const next of [nodePort('a', tcp(80, 30041)), nodePort('b', tcp(80, 30040))]) {
      const { code, message } = await replacing([a, b], next);
      assert.equal(code, 422);
      assert.match(message, /provided port is already allocated/);
    }
  });

  test('6.4: a renamed Service cannot keep its number until the old one is gone', async () => {
    const [before_, renamed] = [nodePort('old-name', tcp(80, 30040)), nodePort('new-name', tcp(80, 30040))];
    await given(plane.api, before_);
    assert.equal((await plane.api.apply(renamed)).code, 422);
    await cleanUp(plane.api, [before_]);
    assert.equal((await plane.api.apply(renamed)).code, 200);
    await cleanUp(plane.api, [renamed]);
  });

  test('6.5: a server-side dry run misses a number outside the range, which the library sees', async () => {
    const held = await given(plane.api, nodePort('other', tcp(80, 30044)));
    const [taken, outside] = [nodePort('web', tcp(80, 30044)), nodePort('web', tcp(80, 40000))];
    assert.equal((await plane.api.apply(taken, { dryRun: true })).code, 422);
    assert.equal((await plane.api.apply(outside, { dryRun: true })).code, 200);
    assert.deepEqual(predict(outside, held).refusals, ['outside-range']);
    await cleanUp(plane.api, held);
  });
});
