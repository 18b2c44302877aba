import { indexedNumbers, isUnsetOrWhole, nameEntryPort, readPortEntry } from '../../../lib/core/service/port-entry';

describe('an entry of spec.ports', () => {
  test('has the defaults of the API server', () => {
    expect(readPortEntry({ port: 80 }, 3)).toEqual({
      index: 3,
      name: '',
      port: 80,
      protocol: 'TCP',
      nodePort: 0,
      unreadable: undefined,
    });
    expect(readPortEntry({ name: 'dns', port: 53, protocol: 'UDP', nodePort: 30053 }, 0)).toMatchObject({
      name: 'dns',
      protocol: 'UDP',
      nodePort: 30053,
    });
    expect(readPortEntry({ port: 80, protocol: '' }, 0).protocol).toBe('TCP');
  });

  test.each([undefined, null, {}, [80], true])('has no port if that is %j', (port) => {
    expect(readPortEntry({ port }, 0).port).toBeNaN();
  });

  test('has the digits of a port in quotes, so that its message can propose them', () => {
    expect(readPortEntry({ port: '80' }, 0).port).toBe(80);
    expect(readPortEntry({ port: 'web' }, 0).port).toBeNaN();
  });

  test.each(['30009', 1.5, true, {}])('keeps a node port that is %j for its message', (nodePort) => {
    expect(readPortEntry({ port: 80, nodePort }, 0)).toMatchObject({ nodePort: 0, unreadable: nodePort });
  });

  test('is cut to what a report prints', () => {
    const long = 'x'.repeat(1_000);
    const { name, protocol, unreadable } = readPortEntry({ name: long, protocol: long, nodePort: long }, 0);
    expect([name, protocol, unreadable]).toEqual(Array(3).fill(expect.stringMatching(/^x+…x+$/)));
  });

  test.each([undefined, null, 7, 'text'])('is empty if it is %j', (value) => {
    expect(readPortEntry(value, 0)).toMatchObject({ name: '', port: NaN, nodePort: 0, unreadable: undefined });
  });

  test('is named by its name, or by its port and protocol, or by its place', () => {
    expect(nameEntryPort(readPortEntry({ name: 'dns', port: 53 }, 0))).toBe('dns');
    expect(nameEntryPort(readPortEntry({ port: 53, protocol: 'UDP' }, 0))).toBe('53/UDP');
    expect(nameEntryPort(readPortEntry(null, 2))).toBe('spec.ports[2]');
  });
});

test.each([undefined, null, 0, -1, 2 ** 31 - 1, 1 - 2 ** 31])('%p can be decoded as a node port', (value) => {
  expect(isUnsetOrWhole(value)).toBe(true);
});

test.each([2 ** 31, -(2 ** 31), 1.5, NaN, '30009'])('%p cannot be decoded as a node port', (value) => {
  expect(isUnsetOrWhole(value)).toBe(false);
});

test('of the entries with one number, the first counts', () => {
  const ports = [0, 30001, 30002, 30001, 0].map((nodePort, index) =>
    readPortEntry({ port: 80 + index, nodePort }, index),
  );
  expect(indexedNumbers(ports).map(({ index, nodePort }) => `${index} ${nodePort}`)).toEqual(['1 30001', '2 30002']);
});
