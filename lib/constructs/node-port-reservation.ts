import { Construct } from 'constructs';
import { usageErrorInAppLanguage } from './synth/app-language';
import { declareReservation } from './synth/reservations';
import { Synthesis } from './synth/synthesis';
import { MAX_BLOCK_SIZE, parsePortList, printPortList } from '../core/assign/reservation';

/** What a `NodePortReservation` holds, for whom, and why. */
export interface NodePortReservationProps {
  /**
   * The ports to hold: one port, a list or a range, such as `30040`, `30040,30050` or `30040-30044`. Set either this or
   * `size`.
   *
   * @default - a block of `size` ports is assigned
   */
  readonly ports?: string;

  /**
   * How many consecutive ports to assign from the static band, 1 to 128. Leave room to grow. The lock keeps the block
   * in place.
   *
   * @default - the number of ports in `ports`
   */
  readonly size?: number;

  /** Why the ports are held; shown to anyone who tries to use one of them. */
  readonly reason: string;

  /**
   * Who the ports are held for, such as a team.
   *
   * @default - the path of the construct
   */
  readonly owner?: string;

  /**
   * The Services that may use the ports, as `namespace/name`, however they are created. Static Services can also refer
   * to the reservation directly.
   *
   * @default - only static Services that refer to it
   */
  readonly services?: string[];

  /**
   * The previous path of this construct, if it was moved or renamed. Its block then keeps its ports.
   *
   * @default - none
   */
  readonly formerly?: string;
}

/**
 * Node ports that are held for an owner, with or without a Service that uses them yet.
 *
 * A static Service draws ports from it with its prop `reservation`. Any other Service that uses one of the ports is
 * refused, and the message says for whom and why it is held.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#avoid-nodeport-collisions
 */
export class NodePortReservation extends Construct {
  /** Who the ports are held for. */
  public readonly owner: string;
  /** Why the ports are held. */
  public readonly reason: string;

  private readonly written?: readonly number[];
  private readonly size: number;

  /**
   * Holds ports in the cluster that the scope belongs to.
   *
   * Throws `reservation-invalid` unless exactly one of `ports` and `size` is given and valid, and `reason-missing`
   * without a reason.
   *
   * @param scope the app, or a construct of the cluster
   * @param id the ID of the reservation in the scope
   * @param props the ports, their owner and the reason
   */
  constructor(scope: Construct, id: string, props: NodePortReservationProps) {
    super(scope, id);
    const who = this.node.path;
    if (!props.reason || props.reason.trim() === '') {
      throw usageErrorInAppLanguage('reason-missing', {
        who,
        what: 'ports are reserved without a reason',
        wayOut: "Say why in one sentence, such as reason: 'Kafka brokers, applied from another repository'",
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
   * Returns one of the reserved ports immediately. For a reservation with `size`, the first call chooses the block: the
   * one in the lock if there is one, otherwise consecutive ports that are free among everything declared so far.
   *
   * Throws `reservation-invalid` if there is no such port, and `reservation-full` if no such block is free.
   *
   * @param index the zero-based position of the port in the reservation
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
  if (!Number.isInteger(size) || size < 1 || size > MAX_BLOCK_SIZE) {
    throw invalid(
      who,
      `size ${size} is not a number of ports that a static band can hold`,
      `Write a whole number from 1 to ${MAX_BLOCK_SIZE}`,
    );
  }
  return size;
}

function requireService(service: string, who: string): string {
  if (/^[^/\s]+\/[^/\s]+$/.test(service)) return service;
  throw invalid(
    who,
    `services contains ${JSON.stringify(service)}, which is not the name of a Service`,
    "Write it as namespace/name, such as 'kafka/mirror'",
  );
}

function invalid(who: string, what: string, wayOut: string): Error {
  return usageErrorInAppLanguage('reservation-invalid', { who, what, wayOut });
}
