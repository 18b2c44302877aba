import { assignAgain, isPinned, lockLine, pinnedClaims } from '../../../../lib/core/rules/shared/pinned-claims';
import { ClaimKind, HEALTH_CHECK_PORT } from '../../../../lib/core/service/claim';
import { assignedService, firstClaim, ledgerOf, otherClaim, service, staticService } from '../../../support/ledgers';
import { assignedEntry, sectionOf } from '../../../support/lock-sections';

test('a claim with a number is pinned', () => {
  expect(isPinned(firstClaim(service('web', { nodePort: 30009 })))).toBe(true);
  expect(isPinned(firstClaim(service('web')))).toBe(false);
});

test('the pinned claims of a ledger are those of its Services', () => {
  const services = [
    service('web', { ports: { web: 30009, open: undefined } }),
    staticService('api', { nodePort: 30010 }),
  ];
  const check = otherClaim(ClaimKind.HEALTH_CHECK, 30011, { service: 'web' });
  const others = [check, otherClaim(ClaimKind.TAKEN, 30012, {}), otherClaim(ClaimKind.RESERVATION, 30013, {})];
  const ports = pinnedClaims(ledgerOf(services, { others })).map(({ nodePort }) => nodePort);
  expect(ports.sort()).toEqual([30009, 30010, 30011]);
});

describe('another number for an assigned one', () => {
  const claim = firstClaim(assignedService('web', 30009));
  const lock = sectionOf(assignedEntry(30009, 'shop/web'));

  test('is chosen once the line of the lock is deleted', () => {
    expect(assignAgain(claim, ledgerOf([], { lock }))).toBe(
      'Delete the line 30009: {…} of nodeports.lock.yaml, but not its comment, to have another assigned',
    );
  });

  test('is chosen for a manifest once the number there is deleted as well', () => {
    const ofManifest = sectionOf({ ...assignedEntry(30009, 'shop/web'), from: 'manifests' });
    expect(assignAgain(claim, ledgerOf([], { lock: ofManifest }))).toContain(', and nodePort: 30009 at web, to have');
    const check = { ...claim, owner: { ...claim.owner, port: HEALTH_CHECK_PORT } };
    expect(assignAgain(check, ledgerOf([], { lock: ofManifest }))).toContain('and healthCheckNodePort: 30009 at web');
  });

  test('is up to the user where a person wrote the number, or the lock does not have it', () => {
    expect(assignAgain({ ...claim, assigned: false }, ledgerOf([], { lock }))).toBeUndefined();
    expect(assignAgain(claim, ledgerOf([]))).toBeUndefined();
  });
});

test('a line of the lock is told from the comment with the same number', () => {
  expect(lockLine(assignedEntry(30009, 'shop/web'), 'a.lock.yaml')).toBe(
    'the line 30009: {…} of a.lock.yaml, but not its comment',
  );
});
