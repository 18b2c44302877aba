import { RuleContext, RuleResult, ledgerRule } from './rule';
import { dynamicBandPins } from './shared/dynamic-band-pins';
import { strayReservations } from './shared/stray-reservations';
import { Authority, Severity } from '../findings/finding-kind';

/** @see https://kubernetes.io/blog/2023/05/11/nodeport-dynamic-and-static-allocation/ */
export const outsideStaticBand = ledgerRule({
  code: 'outside-static-band',
  severity: Severity.ERROR,
  authority: Authority.LIBRARY,
  title: 'A static Service is pinned in the dynamic band',
  remedy: 'Use the static port that the message names',
  check: (context) => [...strays(context), ...dynamicBandPins(context, ({ demandsStatic }) => demandsStatic)],
});

function strays(context: RuleContext): RuleResult[] {
  const {
    range,
    bands: { staticBand, dynamicBand },
  } = context.profile;
  const isStray = (port: number): boolean => range.contains(port) && !staticBand.contains(port);
  return strayReservations(
    context,
    isStray,
    `in the dynamic band ${dynamicBand}, from which the API server picks for others`,
  );
}
