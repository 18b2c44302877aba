import * as fc from 'fast-check';
import { assignBlock, assignPorts, hashOf } from '../../../lib/core/assign/port-choice';
import { runs } from '../../support/runs';

const BAND = Array.from({ length: 86 }, (_, index) => 30000 + index);
const NOTHING = { taken: new Set<number>(), retired: [] };
const keys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 60 });
const demandsFor = (names: readonly string[], pool = BAND) => names.map((key) => ({ key, pool }));
const firstChoice = (key: string) => BAND[hashOf(key) % BAND.length];

test('no two owners ever get one port, and none gets a taken or a retired one while others are free', () => {
  fc.assert(
    fc.property(keys, fc.uniqueArray(fc.constantFrom(...BAND), { maxLength: 20 }), (names, unavailable) => {
      const [taken, retired] = [unavailable.slice(0, 10), unavailable.slice(10)];
      const chosen = [...assignPorts(demandsFor(names), { taken: new Set(taken), retired }).values()];
      expect(new Set(chosen).size).toBe(chosen.length);
      expect(chosen).toHaveLength(Math.min(names.length, BAND.length - taken.length));
      for (const port of chosen) expect(taken).not.toContain(port);
      if (names.length <= BAND.length - unavailable.length) {
        for (const port of chosen) expect(retired).not.toContain(port);
      }
    }),
    runs(100),
  );
});

test('the order of the demands changes nothing', () => {
  fc.assert(
    fc.property(keys, fc.func(fc.integer()), (names, rank) => {
      const shuffled = [...names].sort((a, b) => rank(a) - rank(b));
      expect(assignPorts(demandsFor(shuffled), NOTHING)).toEqual(assignPorts(demandsFor(names), NOTHING));
    }),
    runs(100),
  );
});

test('a newcomer moves only those whose port it has the better claim to', () => {
  fc.assert(
    fc.property(keys, fc.string({ minLength: 1 }), (names, newcomer) => {
      const others = names.filter((name) => name !== newcomer);
      const [before, after] = [
        assignPorts(demandsFor(others), NOTHING),
        assignPorts(demandsFor([...others, newcomer]), NOTHING),
      ];
      const rivals = others.filter((name) => firstChoice(name) === firstChoice(newcomer));
      for (const name of others) {
        const hadItsFirst = before.get(name) === firstChoice(name);
        if (hadItsFirst && !rivals.includes(name)) {
          expect({ name, port: after.get(name) }).toEqual({ name, port: before.get(name) });
        }
      }
    }),
    runs(100),
  );
});

test('an owner with a first choice that nobody shares gets it, whoever else is there', () => {
  fc.assert(
    fc.property(keys, (names) => {
      const chosen = assignPorts(demandsFor(names), NOTHING);
      for (const name of names) {
        const isAlone = names.every((other) => other === name || firstChoice(other) !== firstChoice(name));
        if (isAlone) expect(chosen.get(name)).toBe(firstChoice(name));
      }
    }),
    runs(100),
  );
});

test('an owner whose first choice is taken gets the next free port, and the first one after the last', () => {
  const pool = [30000, 30001, 30002, 30003];
  const afterTaken = (...taken: number[]) =>
    assignPorts(demandsFor(['kafka'], pool), { taken: new Set(taken), retired: [] }).get('kafka');
  expect(afterTaken()).toBe(30001);
  expect(afterTaken(30001)).toBe(30002);
  expect(afterTaken(30001, 30002, 30003)).toBe(30000);
});

test('keys that differ by one letter seldom meet', () => {
  const services = Array.from(
    { length: 26 * 26 },
    (_, index) => `prod/team/${String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26))}/http`,
  );
  const counts = new Map<number, number>();
  for (const key of services) counts.set(firstChoice(key), (counts.get(firstChoice(key)) ?? 0) + 1);
  // 676 keys on 86 ports: nearly eight each, as far as chance goes.
  expect(counts.size).toBe(BAND.length);
  expect(Math.max(...counts.values())).toBeLessThan(20);
});

test('a key has the same hash in every release, since a port without a lock depends on it', () => {
  expect([hashOf(''), hashOf('prod/shop/web/http')]).toEqual([0, 731857904]);
});

test('retired ports come last, the longest retired first', () => {
  const pool = [30000, 30001, 30002, 30003];
  const chosen = assignPorts(demandsFor(['a', 'b', 'c'], pool), { taken: new Set([30001]), retired: [30003, 30000] });
  expect([...chosen.values()]).toEqual([30002, 30003, 30000]);
});

test('a retired port that somebody writes again is not a last resort', () => {
  expect(assignPorts(demandsFor(['a'], [30000]), { taken: new Set([30000]), retired: [30000] }).size).toBe(0);
});

test('a full pool leaves some without', () => {
  expect(assignPorts(demandsFor(['a', 'b', 'c'], [30000, 30001]), NOTHING).size).toBe(2);
  expect([...assignPorts([...demandsFor(['a'], []), ...demandsFor(['b'], [30000])], NOTHING)]).toEqual([['b', 30000]]);
});

test('a block is a row of free ports, at the hash of its key if that is free', () => {
  const unavailable = fc.uniqueArray(fc.constantFrom(...BAND), { maxLength: 40 });
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), unavailable, (key, size, ports) => {
      const taken = new Set(ports);
      const block = assignBlock({ key, pool: BAND }, size, { taken, retired: [] });
      const isFree = (port: number) => BAND.includes(port) && !taken.has(port);
      const starts = BAND.filter((first) => Array.from({ length: size }, (_, index) => first + index).every(isFree));
      if (block === undefined) {
        expect(starts).toEqual([]);
      } else {
        expect([starts.includes(block[0]), block.length, block[size - 1]]).toEqual([true, size, block[0] + size - 1]);
      }
      if (starts.includes(firstChoice(key))) expect(block?.[0]).toBe(firstChoice(key));
    }),
    runs(100),
  );
});

test('a block takes retired ports only if no other row is left', () => {
  const pool = [30000, 30001, 30002, 30003];
  expect(assignBlock({ key: 'kafka', pool }, 2, { taken: new Set(), retired: [30001] })).toEqual([30002, 30003]);
  expect(assignBlock({ key: 'kafka', pool }, 3, { taken: new Set(), retired: [30001] })).toContain(30001);
});
