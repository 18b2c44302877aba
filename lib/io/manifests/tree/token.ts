/** The kinds of tokens. Those that open and close blocks have no characters of their own. */
export type TokenType =
  | 'scalar'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'version'
  | 'handle'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | '-'
  | '?'
  | ':'
  | 'block map'
  | 'block list'
  | 'block end'
  | '---'
  | '...'
  | 'end';

/** One token. */
export class Token {
  /** Its contents: the text of a scalar, the name of an anchor, a full tag or the prefix of a handle. */
  public text = '';
  /** Whether a scalar is neither quoted nor a block, so that its text determines its type. */
  public isPlain = false;
  /** Whether a plain scalar ended at the start of a line. */
  public endsLine = false;
  /** The handle of a tag, or of the directive that defines it. */
  public handle = '';
  /** Whether it starts a key, as a following `:` shows. */
  public isKey = false;
  /** Whether that key is the first one of its map. */
  public opensMap = false;
  /** Set while it may still turn out to start a key. */
  public candidate?: KeyCandidate;

  constructor(
    public readonly type: TokenType,
    public readonly at: number,
  ) {}
}

/** The start of a possible key, if a `:` follows soon enough. */
export interface KeyCandidate {
  /** Set once it is read. */
  token?: Token;
  readonly at: number;
  readonly lineStart: number;
  readonly column: number;
  /** Whether only a key is allowed there. */
  readonly isRequired: boolean;
  isPossible: boolean;
}
