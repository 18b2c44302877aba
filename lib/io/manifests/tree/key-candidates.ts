import { Cursor } from './cursor';
import { KeyCandidate } from './token';
import { YamlFault } from './yaml-fault';

/** A `:` turns the text before it into a key only if it is at most this many characters long. */
const MAX_KEY_LENGTH = 1024;

/** The tokens that a following `:` may turn into keys: at most one for each open bracket, and one outside of them. */
export class KeyCandidates {
  /** Whether a key may start at the next token. */
  public mayStart = true;
  private readonly levels: (KeyCandidate | undefined)[] = [undefined];

  constructor(private readonly cursor: Cursor) {}

  /** How many brackets are open, plus one. */
  public get depth(): number {
    return this.levels.length;
  }

  public openBracket(): void {
    this.levels.push(undefined);
  }

  public closeBracket(): void {
    if (this.levels.length > 1) this.levels.pop();
  }

  /** Notes that the token that starts here may be a key, or must be one. */
  public note({ isRequired }: Pick<KeyCandidate, 'isRequired'>): KeyCandidate | undefined {
    if (!this.mayStart) return undefined;
    this.drop();
    const { at, lineStart, column } = this.cursor;
    const candidate = { at, lineStart, column, isRequired, isPossible: true };
    this.levels[this.levels.length - 1] = candidate;
    return candidate;
  }

  /** The candidate that a `:` here turns into a key. */
  public get current(): KeyCandidate | undefined {
    const candidate = this.levels[this.levels.length - 1];
    return candidate !== undefined && this.isStillPossible(candidate) ? candidate : undefined;
  }

  /** Gives up the candidate of the current level. Throws `YamlFault` if it must be a key. */
  public drop(): void {
    const candidate = this.levels[this.levels.length - 1];
    if (candidate?.isPossible === true) giveUp(candidate);
  }

  /** Whether a `:` here could still turn a candidate into a key. Throws `YamlFault` if it must be one but cannot. */
  public isStillPossible(candidate: KeyCandidate): boolean {
    if (!candidate.isPossible) return false;
    const { cursor } = this;
    if (candidate.lineStart === cursor.lineStart && cursor.at - candidate.at <= MAX_KEY_LENGTH) return true;
    giveUp(candidate);
    return false;
  }
}

function giveUp(candidate: KeyCandidate): void {
  if (candidate.isRequired) throw new YamlFault('a `:` is missing after this key', candidate.at);
  candidate.isPossible = false;
}
