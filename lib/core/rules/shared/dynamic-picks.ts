import { PortRange } from '../../cluster/port-range';
import { Ledger } from '../../ledger/ledger';

/** How many ports the API server has to pick, as a clause that goes on with "but". */
export function askedOf({ dynamicCount: count }: Ledger): string {
  return count === 1
    ? '1 port has no nodePort, so the API server picks it'
    : `${count} ports have no nodePort, so the API server picks them`;
}

/** How few ports are free, as the clause after that "but". */
export function freeFor(free: number): string {
  if (free === 0) return 'no port is free';
  return free === 1 ? 'only 1 port is free' : `only ${free} ports are free`;
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
