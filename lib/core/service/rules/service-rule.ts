import { FindingKind } from '../../findings/finding-kind';
import { ServiceManifest } from '../service-manifest';

/** What is wrong with one field of a Service, independent of the Service. */
export interface FieldFault {
  /** The entry of `spec.ports` that it is about, or -1 for the health check; undefined if it is about the Service. */
  readonly index?: number;
  readonly what: string;
  /** Undefined if the way out is a free static port. */
  readonly wayOut?: string;
  readonly nodePort?: number;
  /** The minor version of the last Kubernetes release that refuses it; undefined if all do. */
  readonly lastMinor?: number;
}

/** A rule about a single Service, independent of the rest of the cluster. */
export interface ServiceRule extends FindingKind {
  /** Whether messages name the port as well as its Service. */
  readonly namesPort?: boolean;
  readonly check: (manifest: ServiceManifest) => readonly FieldFault[];
}

/** Declares a rule, keeping its code as a type of its own for the catalogue. */
export function serviceRule<const Code extends string>(
  rule: ServiceRule & { readonly code: Code },
): ServiceRule & { readonly code: Code } {
  return rule;
}

/** The result for nearly every Service, shared to avoid allocating a list each time. */
export const NO_FAULTS: readonly never[] = Object.freeze([]);
