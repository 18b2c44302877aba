import { CST, Lexer } from 'yaml';

/** What Helm, Jinja and ERB write around what is to be filled in. */
const MARK = /\{\{|\{%|<%/;
/** How such marks start and end. */
const ENDS = [['{{', '}}'], ['{%', '%}'], ['<%', '%>']] as const;

/**
 * Whether a text that is not YAML is a template: a mark stands where YAML reads structure. Marks in comments, blocks and quoted texts break
 * nothing, unless the quotes end inside of them, as in `"{{ include "name" . }}"`.
 */
export function hasMarks(text: string): boolean {
  return MARK.test(text) && MARK.test(structureOf(text));
}

/** A text without what YAML does not look into. */
function structureOf(text: string): string {
  let structure = '';
  let [isContent, isBlock] = [false, false];
  for (const token of new Lexer().lex(text)) {
    const type = isContent ? 'content' : CST.tokenType(token);
    if (type === 'content') structure += isBlock || !standsOut(token) ? ' ' : token;
    else if (type === 'double-quoted-scalar' || type === 'single-quoted-scalar') structure += cutsMark(token) ? token : ' ';
    else if (type !== 'scalar' && type !== 'flow-error-end' && type !== 'comment') structure += token;
    // What a scalar holds comes behind a token that announces it; that of a block, behind its header too.
    isBlock = type === 'block-scalar-header' || (isBlock && type !== 'content');
    isContent = type === 'scalar';
  }
  return structure;
}

/** Whether a plain text is a mark, or has one of Helm in it: the others are rare in names, and common in formats and patterns. */
function standsOut(text: string): boolean {
  return text.includes('{{') || /^\s*(?:\{%|<%|%)/m.test(text);
}

/** Whether a quoted text ends inside of a mark. */
function cutsMark(quoted: string): boolean {
  return ENDS.some(([start, end]) => quoted.lastIndexOf(start) > quoted.lastIndexOf(end));
}
