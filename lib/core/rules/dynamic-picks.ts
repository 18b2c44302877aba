import { PortRange } from '../cluster/port-range';
import { Ledger } from '../ledger/ledger';

/** How many ports are left to the API server, as a clause. */
export function askedOf({ dynamicCount: count }: Ledger): string {
  return `${count} ${count === 1 ? 'port is' : 'ports are'} left to the API server to pick`;
}

/**
 * The ports that dynamic allocation may pick from: its band, unless nothing keeps it there or that band is too full.
 */
export function reachOfDynamicPicks(ledger: Ledger): PortRange {
  const {
    range,
    bands: { dynamicBand: band },
    unprotected,
  } = ledger.profile;
  return band && unprotected === undefined && ledger.dynamicCount <= ledger.freeIn(band) ? band : range;
}
