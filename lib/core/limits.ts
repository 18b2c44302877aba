/**
 * The limits on the cost of one input.
 *
 * Manifests may come from strangers. Work is limited by counting it, never by a clock or by catching a failure. Input
 * beyond a limit is reported and skipped; everything around it is still checked. Real manifests are far below all
 * limits.
 */
export const LIMITS = {
  /** Bytes of one document. */
  documentBytes: 32 * 1024 * 1024,
  /** Bytes of standard input for a command that has to hold all of it at once. */
  pipedBytes: 256 * 1024 * 1024,
  /** How deeply maps and lists may nest, both as written and after aliases are expanded. */
  depth: 500,
  /** Entries that merge keys (`<<`) may copy in one document. */
  mergedKeys: 100_000,
  /** Values that aliases may expand to, as a multiple of the characters of their document. */
  aliasedValuesPerCharacter: 0.1,
  /** Entries in `spec.ports` of one Service: a cluster has 2,768 node ports by default. */
  portsOfService: 5_000,
  /** Findings that a report lists one by one. */
  findings: 5_000,
  /** Problems, such as documents that cannot be read, that are listed one by one. */
  problems: 1_000,
  /** Bytes of a report in any format; GitHub accepts about as much in SARIF. */
  reportBytes: 10 * 1024 * 1024,
  /**
   * Characters of one name in a report; a longer name is cut in the middle. The longest name that a cluster accepts has
   * 253.
   */
  nameLength: 300,
  /** Characters of one text in a report, such as a message that quotes several names. */
  textLength: 4_000,
} as const;
