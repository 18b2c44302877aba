import { PortRange } from './port-range';

/** Up to this range size, `kube-apiserver` reserves nothing for static use. */
const UNRESERVED_SIZE = 16;
const MIN_OFFSET = 16;
/** The largest static band. */
export const MAX_OFFSET = 128;
/** Between the smallest and the largest static band, a range has one static port per this many ports. */
export const OFFSET_STEP = 32;

/** Where a port lies in a cluster's range. */
export enum NodePortBand {
  /** The part that dynamic allocation uses last: for ports that people choose. */
  STATIC = 'static',
  /** The part that dynamic allocation picks from first. */
  DYNAMIC = 'dynamic',
  /** Not in the range: `kube-apiserver` refuses it. */
  OUTSIDE = 'outside',
}

/**
 * The two bands of a node port range: a static band at its start, for ports that people choose, followed by a dynamic
 * band, from which `kube-apiserver` picks.
 *
 * The band offset is `min(max(16, size / 32), 128)`. A range of 16 ports or fewer is all static and has no dynamic
 * band. `kube-apiserver` protects nothing there and may pick any port, so `dynamicAvoidsStatic` is false.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#avoid-nodeport-collisions
 * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-network/3668-reserved-service-nodeport-range
 */
export class NodePortBands {
  /**
   * The bands of a range.
   *
   * @param portRange the cluster's node port range
   */
  public static of(portRange: PortRange): NodePortBands {
    return new NodePortBands(portRange);
  }

  /** The range that is divided into bands. */
  public readonly portRange: PortRange;
  /** How many ports at the start of the range are static: 16 to 128, or the size of a smaller range. */
  public readonly bandOffset: number;
  /** The static band: the first `bandOffset` ports of the range. */
  public readonly staticBand: PortRange;
  /** The dynamic band: the ports after the static one. Undefined in a range of 16 ports or fewer. */
  public readonly dynamicBand?: PortRange;
  /**
   * Whether dynamic allocation avoids the static band while the dynamic band has a free port. False for a range of 16
   * ports or fewer. Applies to API servers that support the bands, in general Kubernetes 1.28 and later.
   */
  public readonly dynamicAvoidsStatic: boolean;

  private constructor(portRange: PortRange) {
    const { first, last, size } = portRange;
    const formula = Math.min(Math.max(MIN_OFFSET, Math.floor(size / OFFSET_STEP)), MAX_OFFSET);
    this.portRange = portRange;
    this.bandOffset = Math.min(formula, size);
    this.staticBand = PortRange.between(first, first + this.bandOffset - 1);
    this.dynamicBand = size > UNRESERVED_SIZE ? PortRange.between(first + this.bandOffset, last) : undefined;
    this.dynamicAvoidsStatic = size > UNRESERVED_SIZE;
  }

  /**
   * The band that a port lies in.
   *
   * @param port any number; anything but a whole number is outside
   */
  public bandOf(port: number): NodePortBand {
    if (this.staticBand.contains(port)) return NodePortBand.STATIC;
    return this.portRange.contains(port) ? NodePortBand.DYNAMIC : NodePortBand.OUTSIDE;
  }

  /**
   * The range and its bands: `30000-32767 (static 30000-30085, dynamic 30086-32767)`, or `30000-30015 (all static)`.
   */
  public toString(): string {
    const bands =
      this.dynamicBand === undefined ? 'all static' : `static ${this.staticBand}, dynamic ${this.dynamicBand}`;
    return `${this.portRange} (${bands})`;
  }
}
