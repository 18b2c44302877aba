import { RuleResult, ledgerRule } from './rule';
import { Authority, Severity } from '../findings/finding-kind';
import { comparePaths } from '../findings/place';
import { serviceKey } from '../service/claim';
import { nameService } from '../service/owner-names';
import { ServiceClaims } from '../service/service-claims';

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const serviceRepeated = ledgerRule({
  code: 'service-repeated',
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'One Service is written twice',
  remedy: 'Give one of them another name or namespace',
  // A generated name that the API server has yet to complete cannot be shared.
  check: ({ ledger }) => ledger.namesakes.filter(([{ owner }]) => !owner.service?.endsWith('*')).flatMap(repetitions),
});

/** A live Service and its manifest are the same Service, as intended, so each is only compared with its own kind. */
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
