import { TextDecoder } from 'node:util';
import { RawDocument } from './document-splitter';
import { DocumentContent } from './found-service';
import { readJson } from './json-document';
import { mayHoldService, mayHoldServiceBytes } from './service-scan';
import { TextPlaces } from './text-places';
import { readYaml } from './yaml-document';
import { readYamlList } from './yaml-list';
import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';

/** Beyond this, YAML takes more memory than a machine may have; JSON does not. */
const LARGEST_YAML = 8 * 1024 * 1024;

/** From here on a list is read item by item, where its text allows. */
const LARGE_YAML = 256 * 1024;

/** How documents are read. */
export interface DocumentReading {
  /** Whether documents that cannot hold a Service are left unread, as they are unless it says otherwise; their objects stay unknown then. */
  readonly scansFirst?: boolean;
  /** Whether this is what a tool rendered, so that nothing in it is a template, whatever it looks like. */
  readonly isRendered?: boolean;
}

const NOTHING: DocumentContent = { services: [], problems: [], objects: [], isTemplate: false };
const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** A mark of the encoding, also where files were joined and it stands behind the marker of the document. */
const BYTE_ORDER_MARK = /^(---[^\n]*\n)?\ufeff/;

/** Reads the Services of one document of a file. */
export function readDocument(file: string, { bytes, line }: RawDocument, reading: DocumentReading = {}): DocumentContent {
  const { scansFirst = true, isRendered = false } = reading;
  if (scansFirst && !mayHoldServiceBytes(bytes)) return NOTHING;
  const text = decode(bytes);
  if (text === undefined) return broken(`${file}:${line}:1`, 'it is not UTF-8 text', 'Save it as UTF-8');
  if (scansFirst && !mayHoldService(text)) return NOTHING;
  try {
    return read(file, text, line, isRendered);
  } catch (error) {
    // Such as brackets nested so deep that no parser follows.
    return broken(`${file}:${line}:1`, `it cannot be read: ${(error as Error).message}`, 'Write it more simply');
  }
}

function read(file: string, text: string, line: number, isRendered: boolean): DocumentContent {
  const places = new TextPlaces(file, text, line);
  const json = /^\s*[[{]/.test(text) ? readJson(text, places) : undefined;
  if (json) return json;
  const list = text.length > LARGE_YAML ? readYamlList(file, text, line) : undefined;
  if (list) return list;
  if (text.length > LARGEST_YAML) return broken(`${file}:${line}:1`, `it is one YAML document of ${Math.ceil(text.length / 1024 / 1024)} MiB`, 'Write it as JSON, such as kubectl get services -A -o json');
  return readYaml(text, places, isRendered);
}

function decode(bytes: Buffer): string | undefined {
  try {
    return UTF8.decode(bytes).replace(BYTE_ORDER_MARK, '$1');
  } catch {
    return undefined;
  }
}

function broken(path: string, what: string, wayOut: string): DocumentContent {
  const problem: Problem = { severity: Severity.ERROR, path, what, wayOut };
  return { services: [], problems: [problem], objects: [], isTemplate: false };
}
