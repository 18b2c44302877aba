import { PortRange } from '../cluster/port-range';
import { Ledger } from '../ledger/ledger';

/** How many ports the API server has to pick, as a clause. */
export function askedOf({ dynamicCount: count }: Ledger): string {
  return `${count} ${count === 1 ? 'port is' : 'ports are'} left to the API server to pick`;
}

/**
 * The ports that dynamic allocation may pick from: the dynamic band, unless the static band is unprotected or the
 * dynamic band is too full.
 */
export function reachOfDynamicPicks(ledger: Ledger): PortRange {
  const {
    range,
    bands: { dynamicBand: band },
    unprotected,
  } = ledger.profile;
  return band && unprotected === undefined && ledger.dynamicCount <= ledger.freeIn(band) ? band : range;
}
