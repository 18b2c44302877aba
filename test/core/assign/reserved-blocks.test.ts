import { Reservation } from '../../../lib/core/assign/reservation';
import { settleBlocks } from '../../../lib/core/assign/reserved-blocks';
import { LockEntry, LockState } from '../../../lib/core/lock/lock';
import { LockRecord } from '../../../lib/core/lock/lock-record';
import { SMALL } from '../../support/ledgers';
import { assignedEntry, reservedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

/** What else is known in a cluster with the static ports 30000-30015. */
interface Surroundings {
  readonly locked?: readonly LockEntry[];
  readonly held?: readonly number[];
  /** The ports of Services that draw from the reservation `kafka`. */
  readonly drawn?: readonly number[];
}

const reservation = (more: Partial<Reservation>): Reservation => ({
  key: 'kafka',
  owner: 'data',
  reason: 'brokers',
  services: [],
  ...more,
});

function blocksOf(reservations: readonly Reservation[], { locked = [], held = [], drawn = [] }: Surroundings = {}) {
  return settleBlocks(reservations, {
    profile: SMALL,
    record: new LockRecord(sectionOf(...locked), new Set()),
    held: new Set(held),
    isDrawn: (key, port) => key === 'kafka' && drawn.includes(port),
  });
}

/** The block of the reservation `kafka`. */
const blockOf = (more: Partial<Reservation>, around?: Surroundings) =>
  blocksOf([reservation(more)], around).get('kafka');

const lockedBlock = (...ports: number[]): LockEntry[] => ports.map((port) => reservedEntry(port));

describe('a written reservation', () => {
  test('has its ports, whoever else has them', () => {
    expect(blockOf({ ports: [30003, 31000] }, { held: [30003] })).toEqual([30003, 31000]);
  });

  test('does not move even if the lock has others for it', () => {
    expect(blockOf({ ports: [30003] }, { locked: lockedBlock(30005) })).toEqual([30003]);
  });
});

test('a block that was handed out already stays as it is', () => {
  expect(blockOf({ size: 2, given: [30007, 30008] }, { locked: lockedBlock(30003) })).toEqual([30007, 30008]);
});

describe('a new block', () => {
  test('has consecutive static ports, one unless more are asked for', () => {
    const block = blockOf({ size: 4 })!;
    expect(block).toEqual([0, 1, 2, 3].map((step) => block[0] + step));
    expect(blockOf({})).toHaveLength(1);
  });

  test('is not found if there is no such row', () => {
    expect(blockOf({ size: 16 })).toHaveLength(16);
    expect(blockOf({ size: 17 })).toBeUndefined();
    expect(blockOf({ size: 16 }, { held: [30015] })).toBeUndefined();
  });

  test('is laid around ports that are held, written for other reservations, or locked for them', () => {
    const written = reservation({ key: 'redis', ports: [30006] });
    const sized = reservation({ key: 'nats', size: 1 });
    const around = { held: [30002], locked: [reservedEntry(30011, 'nats')] };
    const block = blocksOf([reservation({ size: 4 }), sized, written], around).get('kafka')!;
    // Only these two rows of four ports have none of the three.
    expect([30007, 30012]).toContain(block[0]);
  });

  test('never takes the locked port of another reservation, even if no other row is left', () => {
    const others = reservation({ key: 'nats', size: 1 });
    const around = { locked: [reservedEntry(30011, 'nats')] };
    expect([...blocksOf([reservation({ size: 12 }), others], around)]).toEqual([['nats', [30011]]]);
  });

  test('takes a port that belonged to somebody else only where it must', () => {
    expect(blockOf({ size: 8 }, { locked: [retiredEntry(30007, 'shop/old')] })?.[0]).toBe(30008);
    expect(blockOf({ size: 16 }, { locked: [retiredEntry(30007, 'shop/old')] })).toHaveLength(16);
  });

  test('does not depend on the order of the reservations, and never overlaps another', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((key) => reservation({ key, size: 2 }));
    const blocks = blocksOf([a, b, c]);
    expect(new Set([...blocks.values()].flat()).size).toBe(6);
    expect(blocksOf([c, b, a])).toEqual(blocks);
  });

  test('begins where that of its former key would', () => {
    expect(blockOf({ size: 2, formerly: 'old' })).toEqual(blocksOf([reservation({ key: 'old', size: 2 })]).get('old'));
  });
});

describe('a locked block', () => {
  test('keeps its ports, though they are held for it', () => {
    expect(blockOf({ size: 2 }, { locked: lockedBlock(30003, 30004), held: [30003] })).toEqual([30003, 30004]);
  });

  test('grows and shrinks at its end', () => {
    expect(blockOf({ size: 3 }, { locked: lockedBlock(30003, 30004) })).toEqual([30003, 30004, 30005]);
    expect(blockOf({}, { locked: lockedBlock(30003, 30004) })).toEqual([30003]);
  });

  test('is found under the former key of its reservation', () => {
    const locked = lockedBlock(30003, 30004).map((entry) => ({ ...entry, reservation: 'old' }));
    expect(blockOf({ size: 2, formerly: 'old' }, { locked })).toEqual([30003, 30004]);
  });

  test.each<[string, Surroundings]>([
    ['is held', { held: [30005] }],
    ['is in the lock for somebody else', { locked: [assignedEntry(30005, 'shop/web')] }],
    ['belonged to somebody else', { locked: [retiredEntry(30005, 'shop/old')] }],
  ])('does not grow over a port that %s', (_, { held, locked = [] }) => {
    expect(blockOf({ size: 3 }, { held, locked: [...lockedBlock(30003, 30004), ...locked] })).toBeUndefined();
  });

  test('does not grow out of the static band', () => {
    expect(blockOf({ size: 2 }, { locked: lockedBlock(30015) })).toBeUndefined();
  });

  test('does not grow over another block', () => {
    const locked = [reservedEntry(30003, 'a'), reservedEntry(30004)];
    const blocks = blocksOf([reservation({ key: 'a', size: 2 }), reservation({ size: 1 })], { locked });
    expect([...blocks]).toEqual([['kafka', [30004]]]);
  });

  test('grows over the ports of Services that draw from it', () => {
    const around = { locked: lockedBlock(30003), held: [30004] };
    expect(blockOf({ size: 2 }, { ...around, drawn: [30004] })).toEqual([30003, 30004]);
    expect(blockOf({ size: 2 }, { ...around, drawn: [30005] })).toBeUndefined();
  });

  test('grows back over a port that it had, unless the port was retired and has a new owner', () => {
    const drawn: LockEntry = { ...assignedEntry(30004, 'shop/web'), reservation: 'kafka' };
    const gap = (entry: LockEntry) => [reservedEntry(30003), entry];
    expect(blockOf({ size: 2 }, { locked: gap(drawn), held: [30004] })).toEqual([30003, 30004]);
    const retired: LockEntry = { ...drawn, state: LockState.RETIRED };
    expect(blockOf({ size: 2 }, { locked: gap(retired), held: [] })).toEqual([30003, 30004]);
    expect(blockOf({ size: 2 }, { locked: gap(retired), held: [30004] })).toBeUndefined();
  });

  test('grows back over a port that it had under its former key', () => {
    const drawn: LockEntry = { ...assignedEntry(30005, 'shop/web'), reservation: 'old' };
    const around = { locked: [...lockedBlock(30003, 30004), drawn], held: [30005] };
    expect(blockOf({ size: 3, formerly: 'old' }, around)).toEqual([30003, 30004, 30005]);
    expect(blockOf({ size: 3 }, around)).toBeUndefined();
  });
});
