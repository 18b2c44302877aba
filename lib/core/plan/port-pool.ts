import { ClusterProfile } from '../cluster/cluster-profile';
import { PortRange } from '../cluster/port-range';

/** Numbers from here on stand for picks of the API server: unknown numbers, each of which is held once. */
const FIRST_PICK = 2 ** 32;

/** Whether a number stands for one that the API server picks. */
export function isPick(number: number): boolean {
  return number >= FIRST_PICK;
}

/** Why the allocator refuses. */
export interface PoolRefusal {
  readonly code: string;
  readonly error: string;
}

/** A number that may already be taken, even if that is unlikely. */
interface PoolRisk {
  readonly nodePort: number;
  readonly because: string;
}

interface Pick {
  readonly service: string;
  readonly reach: PortRange;
}

/**
 * A model of the API server's node port allocator. It does not know who holds a number.
 */
export class PortPool {
  /** The risks of the current request. */
  public risks: PoolRisk[] = [];
  private readonly marked = new Set<number>();
  private readonly shared = new Set<number>();
  private readonly picks = new Map<number, Pick>();
  private allocated: number[] = [];
  private service = '';
  private nextPick = FIRST_PICK;

  /**
   * @param profile the cluster whose numbers they are
   * @param held the numbers of each Service that holds some
   */
  constructor(
    private readonly profile: ClusterProfile,
    held: Iterable<readonly number[]>,
  ) {
    for (const numbers of held) {
      for (const number of new Set(numbers)) {
        if (this.marked.has(number)) this.shared.add(number);
        if (profile.range.contains(number)) this.marked.add(number);
      }
    }
  }

  /** Begins a request, whose allocations `revert` undoes. */
  public begin(service: string): void {
    this.service = service;
    this.risks = [];
    this.allocated = [];
  }

  /** Undoes the allocations of the current request. */
  public revert(): void {
    for (const number of this.allocated) this.release(number);
  }

  /**
   * Reserves a requested number.
   *
   * @param nodePort the number
   * @param kept earlier picks of the same Service: if one of them is the number, the Service simply keeps it
   */
  public reserve(nodePort: number, kept: ReadonlySet<number> = new Set()): PoolRefusal | undefined {
    const { range } = this.profile;
    if (!range.contains(nodePort)) {
      return {
        code: 'outside-range',
        error: `provided port is not in the valid range. The range of valid ports is ${range.first}-${range.last}`,
      };
    }
    if (this.marked.has(nodePort) || this.freeCount === 0) {
      return { code: 'port-taken', error: 'provided port is already allocated' };
    }
    this.noteRisks(nodePort, kept);
    this.take(nodePort);
    return undefined;
  }

  private noteRisks(nodePort: number, kept: ReadonlySet<number>): void {
    if (this.shared.has(nodePort)) {
      this.risks.push({
        nodePort,
        because: 'several Services hold it at present, and the API server may take a few minutes to see who still does',
      });
    }
    const rival = [...this.picks].find(([number, { reach }]) => !kept.has(number) && reach.contains(nodePort));
    if (rival) {
      this.risks.push({
        nodePort,
        because: `the API server picks a number for ${rival[1].service} first, and may pick this one`,
      });
    }
  }

  /** Lets the API server pick an unknown number. */
  public pick(): number | PoolRefusal {
    if (this.freeCount === 0) return { code: 'range-full', error: 'range is full' };
    const number = this.nextPick++;
    this.picks.set(number, { service: this.service, reach: this.reachOfPick() });
    this.take(number);
    return number;
  }

  public release(number: number): void {
    this.marked.delete(number);
    this.picks.delete(number);
  }

  /** Whether a pick may turn out to be a given number. */
  public mayBe(pick: number, number: number): boolean {
    return this.picks.get(pick)?.reach.contains(number) === true;
  }

  private take(number: number): void {
    this.marked.add(number);
    this.allocated.push(number);
  }

  /** The range of a pick: the dynamic band, unless the static band is unprotected or the dynamic band may be full. */
  private reachOfPick(): PortRange {
    const {
      bands: { dynamicBand: band },
      range,
      unprotected,
    } = this.profile;
    if (!band || unprotected) return range;
    let held = this.picks.size;
    for (const number of this.marked) if (band.contains(number)) held++;
    return held < band.size ? band : range;
  }

  private get freeCount(): number {
    return this.profile.range.size - this.marked.size;
  }
}
