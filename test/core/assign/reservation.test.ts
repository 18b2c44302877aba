import { drawnFrom, parsePortList, printPortList, reservedClaims } from '../../../lib/core/assign/reservation';
import { ClaimKind, ClaimOwner } from '../../../lib/core/service/claim';

const KAFKA = { key: 'kafka', owner: 'data', reason: 'brokers', services: ['shop/web'] };

test.each([
  ['30040', [30040]],
  ['30040-30042', [30040, 30041, 30042]],
  [' 30042 , 30040 - 30041,30042', [30040, 30041, 30042]],
])('the list %j is read', (text, ports) => {
  expect(parsePortList(text, 'team-data')).toEqual(ports);
});

test.each(['', '30040,', 'a', '30040-', '-5', '0', '0-5', '65535-65536', '65536-1', '123456', '30040;30041', '3e4'])(
  'the list %j is refused with a literal to type',
  (text) => {
    expect(() => parsePortList(text, 'team-data')).toThrow(
      /^team-data: .*Write it as '30040', '30040-30044' or '30040,30042-30044'\. \(reservation-invalid\)$/,
    );
  },
);

test('the part of a list that is refused is quoted without the spaces around it', () => {
  expect(() => parsePortList('30040, 70000', 'team-data')).toThrow("ports: '70000' is not between 1 and 65535");
});

test('a range that is reversed is refused with the same range the right way round', () => {
  expect(() => parsePortList('30050, 30044-30040', 'team-data')).toThrow(
    "team-data: ports: '30044-30040' is reversed. Write '30040-30044'. (reservation-invalid)",
  );
});

test.each<[number[], string]>([
  [[], ''],
  [[30040], '30040'],
  [[30040, 30041], '30040-30041'],
  [[30040, 30042], '30040, 30042'],
  [[30040, 30041, 30042, 30050], '30040-30042, 30050'],
])('the ports %j are printed as %j', (ports, text) => {
  expect(printPortList(ports)).toBe(text);
});

test('the first and the last port can be reserved', () => {
  expect(parsePortList('1, 65535', 'team-data')).toEqual([1, 65535]);
});

describe('the claims of a reservation', () => {
  test('are one for each port, held for its owner and open to its Services', () => {
    expect(reservedClaims('prod', { ...KAFKA, ports: [30040, 30041] }, [30040, 30041], ['shop/web'])).toEqual(
      [30040, 30041].map((nodePort) => ({
        kind: ClaimKind.RESERVATION,
        nodePort,
        owner: { cluster: 'prod', path: 'kafka', reason: 'brokers', reservation: 'kafka', holder: 'data' },
        demandsStatic: true,
        assigned: false,
        admits: ['shop/web'],
      })),
    );
  });

  test('are assigned if only their number was written', () => {
    expect(reservedClaims('prod', { ...KAFKA, size: 1 }, [30040], [])[0].assigned).toBe(true);
  });
});

describe('the reservation that a Service draws from', () => {
  const web: ClaimOwner = { cluster: 'prod', path: 'web', namespace: 'shop', service: 'web' };

  test('is the one that it names', () => {
    expect(drawnFrom(web, 'redis', [KAFKA])).toBe('redis');
  });

  test('is the first by key of those that list it', () => {
    expect(drawnFrom(web, undefined, [KAFKA])).toBe('kafka');
    expect(drawnFrom(web, undefined, [KAFKA, { ...KAFKA, key: 'a' }])).toBe('a');
  });

  test('is none if none lists it', () => {
    expect(drawnFrom({ ...web, namespace: 'edge' }, undefined, [KAFKA])).toBeUndefined();
  });
});
