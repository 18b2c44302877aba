import { printPortList } from '../../assign/reservation';
import { RuleContext, RuleResult } from '../rule';

/** Reserved ports outside their proper place, one result per reservation. */
export function strayReservations(
  { ledger, profile }: RuleContext,
  isStray: (port: number) => boolean,
  where: string,
): RuleResult[] {
  return ledger.reservations.flatMap(({ key, ports = [] }) => {
    const stray = ports.filter(isStray);
    if (stray.length === 0) return [];
    const wayOut = `Reserve ports of the static band ${profile.bands.staticBand}`;
    return [{ path: key, nodePort: stray[0], what: `it reserves ${printPortList(stray)}, ${where}`, wayOut }];
  });
}
