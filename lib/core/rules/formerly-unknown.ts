import { RuleResult, aboutService, ledgerRule } from './rule';
import { Authority, Severity } from '../findings/finding-kind';
import { ClaimOwner, formerOwner, serviceKey } from '../service/claim';
import { closestWord } from '../text/closest-word';

/**
 * A former name that was never in the lock is most likely a typo, and one that the app still uses keeps no port.
 *
 * @see https://github.com/cdk8s-nodeport/cdk8s-nodeport/blob/main/docs/lock.md#rename-move-retire
 */
export const formerlyUnknown = ledgerRule({
  code: 'formerly-unknown',
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'A former name of a Service keeps no port',
  remedy: 'Write the former name of the Service, as the lock records it',
  check: ({ ledger }) => {
    const known = new Set([...ledger.locked.values()].flatMap(({ service }) => service ?? []));
    if (known.size === 0) return [];
    const present = new Set(ledger.services.map(({ owner }) => serviceKey(owner)));
    return ledger.services.flatMap(({ owner, wishes }) => {
      if (wishes?.formerly === undefined) return [];
      const own = serviceKey(owner);
      const former = serviceKey(formerOwner(owner, wishes.formerly));
      if (present.has(former) && former !== own) return [stillThere(owner, former)];
      if (known.has(former) || known.has(own)) return [];
      const what = `${ledger.lockFile} has no Service ${former}, so no port is kept for this one`;
      const gone = [...known].filter((name) => !present.has(name));
      return [aboutService(owner, what, howToName(former, gone))];
    });
  },
});

function stillThere(owner: ClaimOwner, former: string): RuleResult {
  return aboutService(
    owner,
    `formerly names ${former}, which is a Service of this app, so each keeps the port of its own name`,
    `Remove formerly; if names moved on from one Service to the next, rename ${former} first, synthesize, and ` +
      'rename this one after that',
  );
}

/** @param gone the Services that the lock records and the app no longer has */
function howToName(former: string, gone: readonly string[]): string {
  const name = closestService(former, gone);
  return name === undefined
    ? 'Write a name that the lock records, or remove formerly'
    : `Did you mean ${name}? Write formerly: '${name}', or remove formerly`;
}

/** The Service of the same namespace whose name is close: a long namespace would make any two keys alike. */
function closestService(key: string, known: readonly string[]): string | undefined {
  const namespace = key.slice(0, key.indexOf('/') + 1);
  const names = known.filter((each) => each.startsWith(namespace)).map((each) => each.slice(namespace.length));
  const name = closestWord(key.slice(namespace.length), names);
  return name === undefined ? undefined : `${namespace}${name}`;
}
