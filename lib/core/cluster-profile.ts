import { NodePortBands } from './bands';
import { refuse } from './finding';
import { DEFAULT_PORT_RANGE, PortRange } from './port-range';

/** What a user says of a cluster. */
export interface ClusterDescription {
  readonly cluster?: string;
  readonly portRange?: string;
  readonly kubernetesVersion?: string;
  readonly staticSubrangeGate?: boolean;
}

/** One port space: its name, its range, and whether its API server keeps dynamic picks out of the static band. */
export class ClusterProfile {
  public readonly name: string;
  public readonly bands: NodePortBands;
  /** The minor version of Kubernetes 1.x; undefined where the user names none, and then a recent one is assumed. */
  public readonly minor?: number;
  /** Why the static band is no promise on this cluster; undefined where it is one. */
  public readonly unprotectedBecause?: string;

  constructor(description: ClusterDescription = {}) {
    this.name = description.cluster ?? 'default';
    this.bands = NodePortBands.of(PortRange.parse(description.portRange ?? DEFAULT_PORT_RANGE));
    this.minor = description.kubernetesVersion === undefined ? undefined : readMinor(description.kubernetesVersion);
    this.unprotectedBecause = gateReason(this.minor, description.kubernetesVersion, description.staticSubrangeGate) ?? sizeReason(this.bands);
  }

  public get range(): PortRange {
    return this.bands.portRange;
  }
}

/**
 * The life of the feature gate ServiceNodePortStaticSubrange: absent before 1.27, off by default in 1.27, on by default in
 * 1.28, locked on from 1.29.
 *
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates-removed/
 */
function gateReason(minor: number | undefined, version: string | undefined, gate: boolean | undefined): string | undefined {
  if (minor !== undefined && minor < 27) return `Kubernetes ${version} has no static band (it came with 1.27)`;
  if (minor === 27 && gate === undefined) return `Kubernetes ${version} has the feature gate ServiceNodePortStaticSubrange off by default`;
  if (minor !== undefined && minor >= 29 && gate === false) {
    throw refuse('gate-locked', {
      what: `staticSubrangeGate is false, but Kubernetes ${version} has the feature gate ServiceNodePortStaticSubrange locked on, and its API server would not start with it off`,
      wayOut: 'Leave staticSubrangeGate out',
    });
  }
  return gate === false ? 'the feature gate ServiceNodePortStaticSubrange is off' : undefined;
}

function sizeReason(bands: NodePortBands): string | undefined {
  if (bands.dynamicAvoidsStatic) return undefined;
  const { size } = bands.portRange;
  return `a range of ${size} ${size === 1 ? 'port' : 'ports'} is too small to reserve any (17 is the least)`;
}

/** The minor version of a Kubernetes 1.x release, as `kubectl version` and the clouds write it. */
function readMinor(version: string): number {
  const match = /^v?1\.(\d{1,3})(?:\.\d+)?(?:[-+][\w.+-]*|\+)?$/.exec(version);
  if (!match) {
    throw refuse('kubernetes-version-invalid', {
      what: `kubernetesVersion ${JSON.stringify(version)} is not a Kubernetes release`,
      wayOut: "Write it as '1.31' or 'v1.31.4'",
    });
  }
  return Number(match[1]);
}
