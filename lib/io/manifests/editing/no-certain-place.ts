/** Why a number cannot be inserted into a manifest, and where. */
export class NoCertainPlace extends Error {
  constructor(
    what: string,
    public readonly wayOut: string,
    public readonly at: number,
    /** The index of the port that it is about, -1 for the health check; undefined if it is about the Service. */
    public readonly index?: number,
  ) {
    super(what);
  }
}

/** A number where the manifest had none when it was read first, since another process fills it in too. */
export class NumberFound extends NoCertainPlace {}
