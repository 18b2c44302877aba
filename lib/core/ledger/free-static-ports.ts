import { Ledger } from './ledger';
import { candidatesIn } from '../cluster/popular-ports';

/**
 * Free static ports to propose: a different one for each claim, so that following all the advice of a run causes no new
 * conflicts.
 */
export class FreeStaticPorts {
  private readonly proposed = new Map<string, number>();
  /** Computed on first use; most runs never need it. */
  private free?: Set<number>;
  private any?: number;

  constructor(private readonly ledger: Ledger) {}

  /** The next free static port after a given one, for a claim; undefined if the band is full. */
  public for(claim: string, after: number): number | undefined {
    const known = this.proposed.get(claim);
    if (known !== undefined) return known;
    const port = this.next(after);
    // With more claims than free ports, some get the same advice; the next run corrects that.
    if (port === undefined) return this.any;
    this.proposed.set(claim, port);
    return port;
  }

  /** The next port that has not been proposed yet. */
  private next(after: number): number | undefined {
    const free = (this.free ??= this.findFree());
    if (free.size === 0) return undefined;
    const { staticBand } = this.ledger.profile.bands;
    for (const port of candidatesIn(staticBand, staticBand.contains(after) ? after + 1 : staticBand.first)) {
      if (free.delete(port)) return port;
    }
    return undefined;
  }

  private findFree(): Set<number> {
    const { profile, byPort, locked } = this.ledger;
    const { staticBand } = profile.bands;
    const all = [...candidatesIn(staticBand, staticBand.first)];
    const free = all.filter((port) => !byPort.has(port) && !locked.has(port));
    [this.any] = free;
    return new Set(free);
  }
}
