import { Ledger } from '../../ledger/ledger';
import { isHeld } from '../../service/claim';
import { firstOf } from '../../text/listing';

/** How many owners of a full band are listed. */
const MAX_NAMED = 5;

/** Who has the given ports, in a short text. */
export function holdersOf(ledger: Ledger, ports: readonly number[]): string {
  const {
    profile: {
      bands: { staticBand },
    },
  } = ledger;
  const owners = [...ports]
    .sort((a, b) => a - b)
    .filter((port) => staticBand.contains(port))
    .flatMap((port) => {
      const claims = ledger.byPort.get(port) ?? [];
      const holder = claims.find((claim) => !isHeld(claim)) ?? claims[0];
      return holder === undefined ? [] : [`${port} ${holder.owner.path || 'the app'}`];
    });
  return owners.length === 0 ? 'it has no ports' : firstOf(owners, MAX_NAMED);
}
