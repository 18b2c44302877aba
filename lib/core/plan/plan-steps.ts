import { DesiredService } from './desired-service';
import { ClusterProfile } from '../cluster/cluster-profile';
import { HelmRelease } from '../live/helm-release';
import { LiveService } from '../live/live-service';
import { Snapshot } from '../live/snapshot';
import { Way } from '../merge/apply-tools';
import { Fields } from '../service/service-fields';

/** The kind of a step. */
export enum StepKind {
  /** Apply the manifest of a Service, or all of a Helm release. */
  APPLY = 'apply',
  /** Delete a Service. */
  DELETE = 'delete',
  /** Change a live Service so that it releases numbers until its manifest is applied. */
  MOVE_ASIDE = 'move-aside',
  /** Give a live Service the ports of its manifest, which the tool would otherwise merge into something else. */
  WRITE_PORTS = 'write-ports',
}

/** Another number for an entry of `spec.ports`. */
export interface PortMove {
  /** The index of the entry. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** One request of a safe sequence, or one `helm upgrade`. */
export interface Step {
  readonly kind: StepKind;
  /** The Service, as namespace and name; the first one of a release. */
  readonly service: string;
  /** The documents to apply: that of one Service, or those of a release in their order. */
  readonly documents?: readonly { readonly service: string; readonly path: string }[];
  /** The tool that applies it. */
  readonly way?: Way;
  /** The release that is upgraded. */
  readonly release?: HelmRelease;
  /** Whether that release may not exist yet. */
  readonly installs?: boolean;
  /** The numbers that it uses temporarily. */
  readonly moves?: readonly PortMove[];
  /** All ports that it gets, and those that it has before. */
  readonly ports?: { readonly from: readonly Fields[]; readonly to: readonly Fields[] };
  /** Whether it temporarily gives up its health check: `externalTrafficPolicy: Cluster`. */
  readonly dropsHealthCheck?: boolean;
  /** Whether the Service is recreated later, so that it is unreachable in between. */
  readonly interrupts?: boolean;
}

/** A Service that will change. */
export interface Party {
  readonly key: string;
  readonly live?: LiveService;
  /** Its last document; undefined for a Service to be deleted. */
  readonly desired?: DesiredService;
  /** All its documents, in their order. */
  readonly documents: readonly DesiredService[];
  /** Its position in the given order. */
  readonly position: number;
  /** The tool that applies or deletes it. */
  readonly way: Way;
  /** The release with which it is applied or deleted. */
  readonly release?: HelmRelease;
}

/** Everything that an order has to take into account. */
export interface OrderProblem {
  readonly snapshot: Snapshot;
  readonly profile: ClusterProfile;
  readonly parties: ReadonlyMap<string, Party>;
  /** Numbers that something outside the cluster's Services and the manifests holds. */
  readonly taken?: readonly number[];
}
