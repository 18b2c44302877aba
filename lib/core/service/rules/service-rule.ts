import { FindingKind } from '../../findings/finding-kind';
import { ServiceManifest } from '../service-manifest';

/** What is wrong with one field of a Service, before it is known whose Service it is. */
export interface FieldFault {
  /**
   * The entry of `spec.ports` that it is about, or -1 for the health check; undefined where it is about the Service.
   */
  readonly index?: number;
  readonly what: string;
  /** Undefined where the way out is a free static port. */
  readonly wayOut?: string;
  readonly nodePort?: number;
  /** The minor version of the last Kubernetes release that refuses it; undefined where all do. */
  readonly lastMinor?: number;
}

/** A rule that a Service follows or breaks by itself, whatever else is in the cluster. */
export interface ServiceRule extends FindingKind {
  /** Whether messages name the port as well as its Service. */
  readonly namesPort?: boolean;
  readonly check: (manifest: ServiceManifest) => readonly FieldFault[];
}

/** What a rule finds in nearly every Service, without making a list each time. */
export const NO_FAULTS: readonly never[] = Object.freeze([]);
