/** Why a text cannot be read: it is not YAML that kubectl accepts, or it exceeds a limit. */
export class YamlFault extends Error {
  constructor(
    what: string,
    /** The offset of the character at which it was noticed. */
    public readonly at: number,
  ) {
    super(what);
  }
}

/** A text that exceeds one of the limits. */
export class PassesLimit extends YamlFault {}
