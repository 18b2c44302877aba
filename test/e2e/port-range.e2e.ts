import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { service, withCluster } from './cluster';
import { PortRange } from '../../lib';

/** The range that an API server started with this flag says it has, or why it did not start. */
async function rangeOf(flag: string): Promise<{ range?: string; error?: string }> {
  try {
    return await withCluster({ extraArgs: [`--service-node-port-range=${flag}`] }, async ({ api }) => {
      // No range in this suite contains port 65535, so the refusal names the range.
      const { body } = await api.create(service('probe', { type: 'NodePort', ports: [{ port: 80, nodePort: 65535 }] }));
      return { range: /The range of valid ports is (\S+)$/.exec(body.message)?.[1] };
    });
  } catch (error) {
    return { error: (error as Error).message };
  }
}

describe('the range as the flag is read', () => {
  for (const flag of [
    '30000-32767',
    '  30000-32767\t',
    '030000-032767',
    '30000+2767',
    '30000++5',
    '30000',
    '30000+0',
    '',
    '   ',
    '1-100',
  ]) {
    test(`${JSON.stringify(flag)} means the same to both`, async (context) => {
      const { range, error } = await rangeOf(flag);
      const { first, last } = PortRange.parse(flag);
      const parsed = `${first}-${last}`;
      context.diagnostic(`server: ${range ?? error}; library: ${parsed}`);
      assert.equal(range, parsed);
    });
  }

  for (const flag of [
    '30000 - 32767',
    '30000-',
    '-30000',
    '30000-32767-40000',
    '30000--1',
    '32767-30000',
    '30000-+32767',
    '60000-65536',
    '65536',
    '30000,30001',
    '0x7530-32767',
    '30000+9223372036854775807',
  ]) {
    test(`${JSON.stringify(flag)} is refused by both`, async (context) => {
      const { range, error } = await rangeOf(flag);
      context.diagnostic(`server: ${range ?? error?.split('\n').find((line) => line.includes('Error'))}`);
      assert.equal(range, undefined);
      assert.match(error!, /invalid argument .* for "--service-node-port-range" flag/);
      assert.throws(() => PortRange.parse(flag), /\(port-range-invalid\)$/);
    });
  }

  test('a range that starts at 0 is accepted by the server and refused by the library', async () => {
    await withCluster({ extraArgs: ['--service-node-port-range=0-100'] }, async ({ api }) => {
      const { code } = await api.create(service('zero', { type: 'NodePort', ports: [{ port: 80, nodePort: 50 }] }));
      assert.equal(code, 200);
    });
    assert.throws(() => PortRange.parse('0-100'), /it starts at 0.*\(port-range-invalid\)$/);
  });
});
