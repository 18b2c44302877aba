/** Why a number cannot be inserted into a manifest, and where. */
export class NoCertainPlace extends Error {
  constructor(
    what: string,
    public readonly wayOut: string,
    public readonly at: number,
  ) {
    super(what);
  }
}
