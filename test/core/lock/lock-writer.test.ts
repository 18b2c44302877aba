import { LockEntry } from '../../../lib/core/lock/lock';
import { APP, isOfAnother, writerOf } from '../../../lib/core/lock/lock-writer';
import { assignedEntry, pinnedEntry, reservedEntry, retiredEntry } from '../../support/lock-sections';

const KEEPER = { from: 'manifests', prunes: false } as const;
const PRUNER = { from: 'manifests', prunes: true } as const;
const SERVICES = new Set(['shop/web']);

const own = (service: string): LockEntry => ({ ...assignedEntry(30010, service), from: 'manifests' });
const ofPulumi = (service: string): LockEntry => ({ ...pinnedEntry(30010, service), from: 'pulumi' });

describe('the port of an entry stays in use by somebody else', () => {
  test.each([
    ['an app with its Service', APP, own('shop/web')],
    ['an app without its Service', APP, ofPulumi('shop/api')],
    ['manifests with its Service', KEEPER, assignedEntry(30010, 'shop/web')],
    ['manifests that are all there are', PRUNER, ofPulumi('shop/web')],
  ])('for %s, if another writer recorded it', (_, writer, entry) => {
    expect(isOfAnother(entry, writer, SERVICES)).toBe(true);
  });

  test('if its Service is elsewhere, unless the writer has all of its Services', () => {
    expect(isOfAnother(own('shop/api'), KEEPER, SERVICES)).toBe(true);
    expect(isOfAnother(own('shop/api'), PRUNER, SERVICES)).toBe(false);
    expect(isOfAnother(assignedEntry(30010, 'shop/api'), APP, SERVICES)).toBe(false);
  });

  test('but not if the writer has its Service', () => {
    expect(isOfAnother(own('shop/web'), KEEPER, SERVICES)).toBe(false);
    expect(isOfAnother(assignedEntry(30010, 'shop/web'), APP, SERVICES)).toBe(false);
  });

  test('but not if no Service has it', () => {
    expect(isOfAnother(reservedEntry(30010), KEEPER, SERVICES)).toBe(false);
    expect(isOfAnother({ ...ofPulumi('shop/api'), service: undefined }, KEEPER, SERVICES)).toBe(false);
    expect(isOfAnother(retiredEntry(30010, 'shop/api'), KEEPER, SERVICES)).toBe(false);
  });
});

test('an entry without a mark is of the app or was imported, and any other of the writer in its mark', () => {
  expect(writerOf(assignedEntry(30010, 'shop/web'))).toEqual({
    name: 'the app',
    thenMoved: 'synthesize',
    thenRetired: 'synthesize',
    mayBeImported: true,
  });
  expect(writerOf(own('shop/web'))).toMatchObject({ name: 'its manifest', mayBeImported: false });
  expect(writerOf(ofPulumi('shop/web'))).toMatchObject({ name: 'the Pulumi program', mayBeImported: false });
});
