/** The code that ends a text; no text holds it. */
export const END = 0;

export const TAB = 9;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const SPACE = 32;
const NEXT_LINE = 0x85;
const LINE_SEPARATOR = 0x2028;
const PARAGRAPH_SEPARATOR = 0x2029;

export const BYTE_ORDER_MARK = '\ufeff';

/** What YAML 1.1 does not allow in a text. Tabs and line breaks are, and so is a next line. */
export const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Whether a line ends here: YAML 1.1 knows five ways to end one. */
export function isBreak(code: number): boolean {
  return (
    code === LINE_FEED ||
    code === CARRIAGE_RETURN ||
    code === NEXT_LINE ||
    code === LINE_SEPARATOR ||
    code === PARAGRAPH_SEPARATOR
  );
}

export function isBreakOrEnd(code: number): boolean {
  return code === END || isBreak(code);
}

export function isBlankOrEnd(code: number): boolean {
  // Nearly all characters are letters, and of those up to a space no text holds any others.
  return code <= SPACE || (code >= NEXT_LINE && isBreak(code));
}

/** What anchors, handles of tags and names of directives are made of. */
export function isWordCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45
  );
}

/** The code of a character. */
export function codeOf(character: string): number {
  return character.charCodeAt(0);
}
