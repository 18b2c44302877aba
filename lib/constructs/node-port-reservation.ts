import { Construct } from 'constructs';
import { usageError } from './synth/app-language';
import { declareReservation } from './synth/reservations';
import { Synthesis } from './synth/synthesis';
import { parsePortList, printPortList } from '../core/assign/reservation';

/** The most ports that a static band can have. */
const LARGEST_BLOCK = 128;

/** What a `NodePortReservation` holds, for whom and why. */
export interface NodePortReservationProps {
  /**
   * The ports to hold: one, a list or a range, such as `30040`, `30040,30050` or `30040-30044`. Either this or `size`
   * is given.
   *
   * @default - a block of `size` ports is assigned
   */
  readonly ports?: string;

  /**
   * How many ports in a row to assign from the static band, 1 to 128, with room to grow. The block is kept by the lock.
   *
   * @default - `ports` says which
   */
  readonly size?: number;

  /** Why they are held, for whoever wants one of them. */
  readonly reason: string;

  /**
   * Who they are held for, such as a team.
   *
   * @default - the path of the construct
   */
  readonly owner?: string;

  /**
   * The Services that may have the ports, as `namespace/name`, however they are made. Static Services may also name the
   * reservation.
   *
   * @default - only static Services that name it
   */
  readonly services?: string[];

  /**
   * The path that this construct had before it was moved or renamed, so that its block stays where it is.
   *
   * @default - none
   */
  readonly formerly?: string;
}

/**
 * Node ports that are held for somebody, with or without a Service behind them yet.
 *
 * A static Service draws from it with its prop `reservation`. Any other Service that takes one of the ports is refused,
 * and told for
 * whom and why it is held.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#avoid-nodeport-collisions
 */
export class NodePortReservation extends Construct {
  /** Who the ports are held for. */
  public readonly owner: string;
  /** Why they are held. */
  public readonly reason: string;

  private readonly written?: readonly number[];
  private readonly size: number;

  /**
   * Holds ports of the cluster that the scope belongs to.
   *
   * Throws `reservation-invalid` unless either `ports` or `size` can be read, and `reason-missing` without a reason.
   *
   * @param scope the app, or a construct of the cluster
   * @param id the name of the reservation in the scope
   * @param props the ports, their owner and the reason
   */
  constructor(scope: Construct, id: string, props: NodePortReservationProps) {
    super(scope, id);
    const who = this.node.path;
    if (!props.reason || props.reason.trim() === '') {
      throw usageError('reason-missing', {
        who,
        what: 'ports are reserved without a reason',
        wayOut: 'Say why in one sentence, such as "Kafka brokers, applied from another repository"',
      });
    }
    this.written = props.ports === undefined ? undefined : parsePortList(props.ports, who);
    this.size = this.written?.length ?? requireSize(props.size, who);
    if (this.written && props.size !== undefined) {
      throw invalid(who, `it has ports: '${props.ports}' and size: ${props.size}`, 'Keep one of the two');
    }
    this.owner = props.owner ?? who;
    this.reason = props.reason.trim();
    declareReservation(this, {
      key: who,
      formerly: props.formerly,
      owner: this.owner,
      reason: this.reason,
      ports: this.written,
      size: this.written ? undefined : this.size,
      services: (props.services ?? []).map((service) => requireService(service, who)),
    });
    Synthesis.of(this);
  }

  /**
   * The number of one of its ports, at once. The first call chooses the block of a reservation that has a `size`: the
   * one in the
   * lock, else a row of ports that are free of all that is known by now.
   *
   * Throws `reservation-invalid` where there is no such port, and `reservation-full` where no such row is left.
   *
   * @param index the place of the port in the reservation, from 0 on
   */
  public portAt(index: number): number {
    if (!Number.isInteger(index) || index < 0 || index >= this.size) {
      throw invalid(
        this.node.path,
        `it has no port at ${index}${this.written ? ` of ${printPortList(this.written)}` : ''}`,
        `Use an index from 0 to ${this.size - 1}`,
      );
    }
    if (this.written) return this.written[index];
    return Synthesis.of(this).numbers.ofBlock(this, index);
  }
}

function requireSize(size: number | undefined, who: string): number {
  if (size === undefined) throw invalid(who, 'it has neither ports nor size', "Write ports: '30040-30044', or size: 5");
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_BLOCK) {
    throw invalid(
      who,
      `size ${size} is not a number of ports that a static band can hold`,
      `Write a whole number from 1 to ${LARGEST_BLOCK}`,
    );
  }
  return size;
}

function requireService(service: string, who: string): string {
  if (/^[^/\s]+\/[^/\s]+$/.test(service)) return service;
  throw invalid(
    who,
    `services holds ${JSON.stringify(service)}, which names no Service`,
    "Write it as namespace/name, such as 'kafka/mirror'",
  );
}

function invalid(who: string, what: string, wayOut: string): Error {
  return usageError('reservation-invalid', { who, what, wayOut });
}
