/** Why a text is not YAML that kubectl takes, or was given up, and at which of its characters. */
export class YamlFault extends Error {
  constructor(
    what: string,
    public readonly at: number,
  ) {
    super(what);
  }
}

/** A text that passes one of the limits. */
export class PassesLimit extends YamlFault {}
