/** What a scanner tells apart. Those that open and close blocks have no characters of their own. */
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
  /** What it says: the text of a scalar, the name of an anchor, a tag in full or the prefix of a handle. */
  public text = '';
  /** Whether a scalar is written without quotes and in no block, so that its text decides its type. */
  public isPlain = false;
  /** Whether a plain scalar was left at the start of a line. */
  public endsLine = false;
  /** The handle of a tag or of the directive that defines it. */
  public handle = '';
  /** Whether it starts a key, as a `:` behind it tells. */
  public isKey = false;
  /** Whether that key is the first of its map. */
  public opensMap = false;
  /** Set as long as it may turn out to start a key. */
  public candidate?: KeyCandidate;

  constructor(
    public readonly type: TokenType,
    public readonly at: number,
  ) {}
}

/** Where a key starts, if a `:` follows soon enough. */
export interface KeyCandidate {
  /** Set as soon as it is read. */
  token?: Token;
  readonly at: number;
  readonly lineStart: number;
  readonly column: number;
  /** Whether nothing but a key may stand there. */
  readonly isRequired: boolean;
  isPossible: boolean;
}
