import { NodePortBands } from './bands';
import { COMPONENT_PORTS } from './component-ports';
import { POPULAR_PORTS } from './popular-ports';
import { DEFAULT_PORT_RANGE, PortRange } from './port-range';
import { portsOf } from './port-row';
import { Unprotected, whyUnprotected } from './protection';
import { usageError } from '../findings/finding';

/** A cluster as the user describes it. */
export interface ClusterDescription {
  readonly cluster?: string;
  readonly portRange?: string;
  readonly kubernetesVersion?: string;
  readonly staticSubrangeGate?: boolean;
  readonly avoidPorts?: readonly number[];
}

/** One port space: its name, its range, and whether its API server keeps dynamic picks out of the static band. */
export class ClusterProfile {
  public readonly name: string;
  public readonly bands: NodePortBands;
  /** The minor version of Kubernetes 1.x; if undefined, a recent version is assumed. */
  public readonly minor?: number;
  /** Undefined if the static band is protected. */
  public readonly unprotected?: Unprotected;
  /** The static ports that may be assigned, in ascending order, without the commonly hard-coded ones. */
  public readonly assignable: readonly number[];
  private readonly avoided: ReadonlySet<number>;

  constructor(description: ClusterDescription = {}) {
    this.name = description.cluster || 'default';
    this.bands = NodePortBands.of(PortRange.parse(description.portRange ?? DEFAULT_PORT_RANGE));
    this.minor = description.kubernetesVersion === undefined ? undefined : readMinor(description.kubernetesVersion);
    this.unprotected = whyUnprotected(this.bands, { ...description, minor: this.minor });
    this.avoided = new Set([...(description.avoidPorts ?? POPULAR_PORTS), ...COMPONENT_PORTS.keys()]);
    this.assignable = this.assignableIn(this.bands);
  }

  /** The static ports that could be assigned if the cluster had other bands. */
  public assignableIn({ staticBand }: NodePortBands): number[] {
    return portsOf(staticBand).filter((port) => !this.avoided.has(port));
  }

  public get range(): PortRange {
    return this.bands.portRange;
  }
}

/** The name of a cluster in messages. */
export function nameCluster({ name }: Pick<ClusterProfile, 'name'>): string {
  return name === 'default' ? 'the cluster' : `cluster ${name}`;
}

/** The minor version of a Kubernetes 1.x release, in the formats of `kubectl version` and the cloud providers. */
function readMinor(version: string): number {
  const match = /^v?1\.(\d{1,3})(?:\.\d+)?(?:[-+][\w.+-]*|\+)?$/.exec(version);
  if (!match) {
    throw usageError('kubernetes-version-invalid', {
      what: `kubernetesVersion ${JSON.stringify(version)} is not a Kubernetes release`,
      wayOut: "Write it as '1.31' or 'v1.31.4'",
    });
  }
  return Number(match[1]);
}
