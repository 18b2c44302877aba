import { LedgerRule } from './rule';
import { Authority, Severity } from '../findings/finding-kind';
import { formerOwner, nameService, serviceKey } from '../service/claim';

/** A former name that was never in the lock is most likely a typo. */
export const formerlyUnknown = {
  code: 'formerly-unknown',
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'A former name that is not in the lock',
  remedy: 'Write the former name of the Service, as the lock records it',
  check: ({ ledger }) => {
    const known = new Set([...ledger.locked.values()].map(({ service }) => service));
    return known.size === 0
      ? []
      : ledger.services.flatMap(({ owner, wishes }) => {
          if (wishes?.formerly === undefined) return [];
          const former = serviceKey(formerOwner(owner, wishes.formerly));
          if (known.has(former) || known.has(serviceKey(owner))) return [];
          return [
            {
              path: owner.path,
              who: nameService(owner),
              service: serviceKey(owner),
              what: `${ledger.record.lockFile} has no Service ${former}, so no port is kept`,
              wayOut: 'Write the name in formerly as it is in the lock, or remove formerly',
            },
          ];
        });
  },
} as const satisfies LedgerRule;
