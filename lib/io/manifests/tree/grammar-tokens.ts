import { Scanner } from './scanner';
import { Token, TokenType } from './token';

/** The tokens of a text as the grammar sees them. */
export class GrammarTokens {
  private readonly scanner: Scanner;

  /** Throws `YamlFault`. */
  constructor(text: string) {
    this.scanner = new Scanner(text);
  }

  /**
   * The type of the next token: one that starts a key first counts as `?`, and if that key opens a map, first as the
   * start of the map.
   */
  public get type(): TokenType {
    const token = this.scanner.peek();
    return token.opensMap ? 'block map' : token.isKey ? '?' : token.type;
  }

  /** The position of the next token. */
  public get at(): number {
    return this.scanner.peek().at;
  }

  /** The next token, without consuming it. */
  public peek(): Token {
    return this.scanner.peek();
  }

  /** Consumes the next token, or what it counts as first. */
  public take(): void {
    const token = this.scanner.peek();
    if (token.opensMap) token.opensMap = false;
    else if (token.isKey) token.isKey = false;
    else this.scanner.take();
  }
}
