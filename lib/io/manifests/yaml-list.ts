import { DocumentContent, FoundService, foundService, nameOf, settled } from './found-service';
import { borrows, mayHoldService } from './service-scan';
import { TextPlaces } from './text-places';
import { readYamlValue } from './yaml-document';
import { LocatedService, isService, locateServices } from '../../core/service/service-manifest';

/** One line of a list's items: where it starts, and which line of the text it is, from 0. */
interface Mark {
  readonly at: number;
  readonly line: number;
}

/** A list in block style, taken apart. */
interface Parts {
  /** The text without its items. */
  readonly head: string;
  /** The items, each a list of one, and the line on which it starts. */
  readonly items: readonly { readonly text: string; readonly line: number }[];
}

/**
 * Reads the Services of a list item by item, as `kubectl get -o yaml` prints a whole cluster: parsed at once it would take a hundred
 * times its size in memory. Undefined where it is not such a list or anything in it is out of the ordinary; then it is to be read as a whole.
 */
export function readYamlList(file: string, text: string, firstLine: number): DocumentContent | undefined {
  const parts = partsOf(text);
  const head = parts && readYamlValue(parts.head);
  if (!parts || !head || typeof head.value !== 'object' || isService(head.value)) return undefined;
  const services: FoundService[] = [];
  const name = nameOf(head.value);
  for (const item of parts.items) {
    if (!isOfServices(head.value) && !mayHoldService(item.text) && !borrows(item.text)) continue;
    const read = readYamlValue(detached(item.text));
    if (!read || !Array.isArray(read.value)) return undefined;
    const places = new TextPlaces(file, item.text, firstLine + item.line);
    for (const { manifest, path: [, , ...path] } of inList(head.value, read.value)) {
      services.push(settled(foundService({ manifest, path: [0, ...path] }, name, (valuePath) => places.at(read.offsetOf(valuePath)))));
    }
  }
  return { services, problems: [], objects: [name], isTemplate: false };
}

/** A copy, since a piece of a text keeps all of it in memory. */
function detached(text: string): string {
  return Buffer.from(text).toString();
}

function inList(head: unknown, items: readonly unknown[]): LocatedService[] {
  return locateServices({ ...head as object, items });
}

/** Whether the items need not say that they are Services. */
function isOfServices(head: unknown): boolean {
  return (head as { kind?: unknown } | null)?.kind === 'ServiceList';
}

const ITEMS = /^items:[ \t]*\r?\n/gm;
const DASH = /^( *)- /;

/** Cuts a list where its items start. Undefined where a line stands anywhere else than inside an item or at the left margin. */
function partsOf(text: string): Parts | undefined {
  const [key, ...others] = text.matchAll(ITEMS);
  if (!key || others.length > 0) return undefined;
  const start = key.index + key[0].length;
  const indent = DASH.exec(text.slice(start, start + 100))?.[1];
  if (indent === undefined) return undefined;
  const marks: Mark[] = [];
  const first = countLines(text, start);
  let [at, line] = [start, first];
  for (; at < text.length; at = nextLine(text, at), line++) {
    if (text.startsWith(`${indent}- `, at)) marks.push({ at, line });
    else if (!isInside(text, at, indent.length)) break;
  }
  const ends = [...marks.slice(1).map((mark) => mark.at), at];
  return {
    head: text.slice(0, key.index) + text.slice(at),
    items: marks.map((mark, index) => ({ text: text.slice(mark.at, ends[index]), line: mark.line })),
  };
}

/** Whether a line belongs to the item above it: it is empty, or further in than the dashes. */
function isInside(text: string, at: number, indent: number): boolean {
  for (let column = at; column < text.length; column++) {
    const character = text[column];
    if (character === '\n' || character === '\r') return true;
    if (character !== ' ') return column - at > indent;
  }
  return true;
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function countLines(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
