/**
 * Every bound on what one input may cost.
 *
 * Manifests may come from strangers, so work is bounded by counting it, never by a clock or by catching what broke.
 * What passes a bound is named in the report and left out; what stands around it is still checked. Real manifests stay
 * far below all of these.
 */
export const LIMITS = {
  /** Bytes of one document. */
  documentBytes: 32 * 1024 * 1024,
  /** How deep maps and lists may nest, in what is written and in what aliases unfold to. */
  depth: 500,
  /** Entries that merge keys (`<<`) may copy in one document. */
  mergedKeys: 100_000,
  /** Values that aliases may unfold to, as a multiple of the characters of their document. */
  aliasedValuesPerCharacter: 0.1,
  /** Entries of `spec.ports` of one Service: a cluster has 2,768 node ports unless it is told otherwise. */
  portsOfService: 5_000,
  /** Findings that a report lists one by one. */
  findings: 5_000,
  /** Problems, such as documents that cannot be read, that are listed one by one. */
  problems: 1_000,
  /**
   * Characters of one name in a report; a longer one is cut in its middle. The longest name that a cluster takes has
   * 253.
   */
  nameLength: 300,
  /** Characters of one text in a report, such as a message that quotes several names. */
  textLength: 4_000,
} as const;
