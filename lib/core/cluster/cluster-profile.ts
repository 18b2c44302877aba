import { NodePortBands } from './bands';
import { COMPONENT_PORTS } from './component-ports';
import { POPULAR_PORTS } from './popular-ports';
import { DEFAULT_PORT_RANGE, PortRange } from './port-range';
import { portsOf } from './port-row';
import { usageError } from '../findings/finding';

/** A cluster as the user describes it. */
export interface ClusterDescription {
  readonly cluster?: string;
  readonly portRange?: string;
  readonly kubernetesVersion?: string;
  readonly staticSubrangeGate?: boolean;
  readonly avoidPorts?: readonly number[];
}

/** Why the static band of a cluster is not protected, and what would protect it. */
export interface Unprotected {
  readonly because: string;
  readonly wayOut: string;
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

  constructor(description: ClusterDescription = {}) {
    this.name = description.cluster || 'default';
    this.bands = NodePortBands.of(PortRange.parse(description.portRange ?? DEFAULT_PORT_RANGE));
    this.minor = description.kubernetesVersion === undefined ? undefined : readMinor(description.kubernetesVersion);
    this.unprotected = byVersion(this.minor, description) ?? bySize(this.bands);
    const avoided = new Set(description.avoidPorts ?? POPULAR_PORTS);
    this.assignable = portsOf(this.bands.staticBand).filter((port) => !avoided.has(port) && !COMPONENT_PORTS.has(port));
  }

  public get range(): PortRange {
    return this.bands.portRange;
  }
}

/** The name of a cluster in messages. */
export function nameCluster({ name }: Pick<ClusterProfile, 'name'>): string {
  return name === 'default' ? 'the cluster' : `cluster ${name}`;
}

/**
 * The life of the feature gate ServiceNodePortStaticSubrange: absent before 1.27, off by default in 1.27, on by default
 * in 1.28, locked on from 1.29, removed in 1.31.
 *
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates-removed/
 */
function byVersion(
  minor: number | undefined,
  { kubernetesVersion: version, staticSubrangeGate: gate }: ClusterDescription,
): Unprotected | undefined {
  if (minor !== undefined && minor < 27) {
    return {
      because: `Kubernetes ${version} has no static band (it came with 1.27)`,
      wayOut: "Upgrade, then set kubernetesVersion: '1.28'",
    };
  }
  if (minor !== undefined && minor >= 29 && gate === false) {
    throw usageError('gate-locked', {
      what:
        `staticSubrangeGate is false, but Kubernetes ${version} always keeps the static band: its feature ` +
        `gate was locked on in 1.29 and removed in 1.31`,
      wayOut: 'Leave staticSubrangeGate out',
    });
  }
  const wayOut =
    'Start kube-apiserver with --feature-gates=ServiceNodePortStaticSubrange=true, then set staticSubrangeGate: true';
  if (gate === false) return { because: 'the feature gate ServiceNodePortStaticSubrange is off', wayOut };
  if (minor === 27 && gate === undefined) {
    return {
      because: `Kubernetes ${version} has the feature gate ServiceNodePortStaticSubrange off by default`,
      wayOut,
    };
  }
  return undefined;
}

function bySize({ dynamicAvoidsStatic, portRange: { first, size } }: NodePortBands): Unprotected | undefined {
  if (dynamicAvoidsStatic) return undefined;
  return {
    because: `a range of ${size} ${size === 1 ? 'port' : 'ports'} is too small to reserve any (17 is the least)`,
    wayOut: `Widen --service-node-port-range, then set portRange: '${first}-${Math.min(first + 31, 65535)}'`,
  };
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
