import { LedgerRule, RuleResult } from './rule';
import { comparePaths } from '../findings/finding';
import { Authority, Severity } from '../findings/finding-kind';
import { nameService, serviceKey } from '../service/claim';
import { ServiceClaims } from '../service/service-claims';

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const serviceRepeated = {
  code: 'service-repeated',
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'One Service is written twice',
  remedy: 'Give one of them another name or namespace',
  // A name that the API server is yet to complete is not one that two share.
  check: ({ ledger }) => ledger.namesakes.filter(([{ owner }]) => !owner.service?.endsWith('*')).flatMap(repetitions),
} as const satisfies LedgerRule;

/** What runs and what is written of it are one Service, as they should be, so each is compared with its like. */
function repetitions(namesakes: readonly ServiceClaims[]): RuleResult[] {
  return [true, false].flatMap((isLive) => {
    const owners = namesakes.filter(({ manifest }) => manifest.isLive === isLive).map(({ owner }) => owner);
    const [first, ...others] = owners.sort((a, b) => comparePaths(a.path, b.path));
    return others.map(({ path, service }) => ({
      path,
      who: nameService(first),
      service: serviceKey(first),
      what: `it is also written by ${first.path}, so the one applied last overwrites the other and its node ports`,
      wayOut: `Name one of them ${service}-2, or give it another namespace`,
      otherPath: first.path,
    }));
  });
}
