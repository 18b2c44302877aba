import { NodePortBands } from './bands';
import { HIGHEST_PORT } from './port-range';
import { usageError } from '../findings/finding';

/** Why the static band of a cluster is not protected, and what would protect it. */
export interface Unprotected {
  readonly because: string;
  readonly wayOut: string;
}

/** The release of an API server, as far as it is known, and whether the feature gate of the static band is on. */
export interface Release {
  /** The minor version of Kubernetes 1.x. */
  readonly minor?: number;
  /** The version as the user wrote it. */
  readonly kubernetesVersion?: string;
  readonly staticSubrangeGate?: boolean;
}

/**
 * Why dynamic allocation does not keep out of the static band of a cluster; undefined if it does.
 *
 * Throws `gate-locked` if the gate is said to be off where nothing can switch it off.
 */
export function whyUnprotected(bands: NodePortBands, release: Release): Unprotected | undefined {
  return byRelease(release) ?? bySize(bands);
}

/** An unknown release is one in which the gate is on unless it is switched off. */
const ASSUMED_MINOR = 28;

/**
 * The life of the feature gate ServiceNodePortStaticSubrange: absent before 1.27, off by default in 1.27, on by default
 * in 1.28, locked on from 1.29, removed in 1.31.
 *
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates-removed/
 */
function byRelease({
  minor = ASSUMED_MINOR,
  kubernetesVersion: version,
  staticSubrangeGate: gate,
}: Release): Unprotected | undefined {
  if (minor < 27) {
    return {
      because: `Kubernetes ${version} has no static band (it came with 1.27)`,
      wayOut: "Upgrade, then set kubernetesVersion: '1.28'",
    };
  }
  if (minor >= 29 && gate === false) {
    throw usageError('gate-locked', {
      what:
        `staticSubrangeGate is false, but Kubernetes ${version} always protects the static band: its feature ` +
        `gate was locked on in 1.29 and removed in 1.31`,
      wayOut: 'Remove staticSubrangeGate',
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

/** A range in which half of the ports are static. */
const PROPOSED_SIZE = 32;

function bySize({ dynamicAvoidsStatic, portRange: { first, size } }: NodePortBands): Unprotected | undefined {
  if (dynamicAvoidsStatic) return undefined;
  const start = Math.min(first, HIGHEST_PORT - PROPOSED_SIZE + 1);
  return {
    because: `a range of ${size} ${size === 1 ? 'port' : 'ports'} is too small to reserve any (it takes at least 17)`,
    wayOut: `Widen --service-node-port-range, then set portRange: '${start}-${start + PROPOSED_SIZE - 1}'`,
  };
}
