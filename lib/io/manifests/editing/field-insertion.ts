import { Insertion } from './insertion';
import { MapNode } from '../tree/node';

/** A field of a map with a number as its value. */
export interface NumberField {
  readonly name: string;
  readonly value: number;
}

/** The five line endings of YAML 1.1. */
const BREAK = /\r\n|[\n\r\x85\u2028\u2029]/g;

/**
 * Where a field goes in a map: behind another one, in the style of that map. The result must be read back: a text may
 * hide where its fields end.
 */
export function fieldInsertion(text: string, map: MapNode, behind: number, field: NumberField): Insertion {
  const key = map.keys[behind].at;
  const value = map.values[behind].at;
  const quote = /["']/.test(text[key]) ? text[key] : '';
  const name = quote + field.name + quote;
  return text[map.at] === '{'
    ? flowInsertion(text, key, value, [name, field.value])
    : blockInsertion(text, map.at, value, [name, field.value]);
}

/** A line of its own, below the one of the other field and its comment. */
function blockInsertion(text: string, map: number, value: number, [name, number]: [string, number]): Insertion {
  const { at, text: lineBreak } = lineEnd(text, value);
  const indentation = ' '.repeat(map - lineStart(text, map));
  return { at, text: `${lineBreak}${indentation}${name}: ${number}` };
}

/** Next to the other field, or on a line of its own where that field has one. */
function flowInsertion(text: string, key: number, value: number, [name, number]: [string, number]): Insertion {
  const at = scalarEnd(text, value);
  const [colon] = /:[ \t]*$/.exec(text.slice(key, value)) ?? [': '];
  const lead = text.slice(lineStart(text, key), key);
  const end = lineEnd(text, at);
  const hasOwnLine = /^[ \t]*$/.test(lead) && /^[ \t]*,?[ \t]*$/.test(text.slice(at, end.at)) && end.isFound;
  const gap = hasOwnLine ? end.text + lead : gapBehindComma(text, key, at, colon);
  return { at, text: `,${gap}${name}${colon}${number}` };
}

/** What follows a comma in this map; in a map of one field, what follows its colon. */
function gapBehindComma(text: string, key: number, end: number, colon: string): string {
  const [, before] = /,([ \t]*)$/.exec(text.slice(lineStart(text, key), key)) ?? [];
  const [, after] = /^[ \t]*,([ \t]*)/.exec(text.slice(end, lineEnd(text, end).at)) ?? [];
  return before ?? after ?? colon.slice(1);
}

/** The end of a scalar inside brackets. */
function scalarEnd(text: string, start: number): number {
  const pattern = text[start] === '"' ? /"(?:[^"\\]|\\.)*"/sy : text[start] === "'" ? /'[^']*'/y : /[^\s,[\]{}]*/y;
  pattern.lastIndex = start;
  return start + (pattern.exec(text)?.[0].length ?? 0);
}

function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !/[\n\r\x85\u2028\u2029]/.test(text[start - 1])) start--;
  return start;
}

/** Where a line ends, and the line break there; at the end of a text, the break that its other lines have. */
function lineEnd(text: string, start: number): Insertion & { readonly isFound: boolean } {
  BREAK.lastIndex = start;
  const found = BREAK.exec(text);
  if (found) return { at: found.index, text: found[0], isFound: true };
  const [first = '\n'] = text.match(BREAK) ?? [];
  return { at: text.length, text: first, isFound: false };
}
