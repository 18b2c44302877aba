import { GrammarTokens } from './grammar-tokens';
import { Token } from './token';
import { YamlFault } from './yaml-fault';

/** What precedes a value. */
export interface NodeProperties {
  readonly anchor?: string;
  /** The full tag; empty if there is none. */
  readonly tag: string;
}

export const NO_PROPERTIES: NodeProperties = { tag: '' };

const STANDARD_HANDLES: readonly (readonly [string, string])[] = [
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
];

/** Reads the directives of a document, and the anchors and tags of its values. */
export class PropertyReader {
  /** The prefix that each tag handle stands for. */
  private handles = new Map<string, string>();

  constructor(private readonly tokens: GrammarTokens) {}

  /** Reads the directives before a document. */
  public readDirectives(): void {
    const { tokens } = this;
    this.handles = new Map();
    for (; tokens.type === 'version' || tokens.type === 'handle'; tokens.take()) {
      const { handle, text, at } = tokens.peek();
      if (this.handles.has(handle)) throw new YamlFault('a directive is repeated', at);
      this.handles.set(handle, text);
    }
    for (const [handle, prefix] of STANDARD_HANDLES) if (!this.handles.has(handle)) this.handles.set(handle, prefix);
  }

  /** Reads an anchor and a tag, in either order. */
  public read(): NodeProperties {
    const { tokens } = this;
    let anchor: string | undefined;
    let tag: string | undefined;
    for (
      let { type } = tokens;
      (type === 'anchor' && anchor === undefined) || (type === 'tag' && tag === undefined);
      { type } = tokens
    ) {
      if (type === 'anchor') anchor = tokens.peek().text;
      else tag = this.fullTag(tokens.peek());
      tokens.take();
    }
    return anchor === undefined && tag === undefined ? NO_PROPERTIES : { anchor, tag: tag ?? '' };
  }

  private fullTag({ handle, text, at }: Token): string {
    if (handle === '') return text;
    const prefix = this.handles.get(handle);
    if (prefix === undefined) throw new YamlFault('a tag has an undefined handle', at);
    return prefix + text;
  }
}
