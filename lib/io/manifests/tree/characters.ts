/** The code that marks the end of the text; no text contains it. */
export const END = 0;

export const TAB = 9;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const SPACE = 32;
const NEXT_LINE = 0x85;
const LINE_SEPARATOR = 0x2028;
const PARAGRAPH_SEPARATOR = 0x2029;

export const BYTE_ORDER_MARK = '\ufeff';

/** Characters that YAML 1.1 does not allow. Tabs, line breaks and next line (U+0085) are allowed. */
export const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Whether a line ends here: YAML 1.1 has five line endings. */
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
  // Nearly all characters are letters, and no other characters up to a space are allowed.
  return code <= SPACE || (code >= NEXT_LINE && isBreak(code));
}

/** Characters of anchors, tag handles and directive names. */
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
