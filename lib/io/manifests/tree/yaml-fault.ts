/** Why a text is not YAML that kubectl accepts, or was given up, and at which character. */
export class YamlFault extends Error {
  constructor(
    what: string,
    public readonly at: number,
  ) {
    super(what);
  }
}

/** A text that exceeds one of the limits. */
export class PassesLimit extends YamlFault {}
