import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { FilledDocument, NumbersByPlace, UncertainService, filledDocument } from './filled-document';
import { NoCertainPlace } from './no-certain-place';
import { DocumentSplitter, RawDocument } from '../document-splitter';
import { mayHoldService } from '../service-scan';
import { TEMPLATE_MARK } from '../templates';
import { TextPlaces } from '../text-places';
import { YamlFault } from '../tree/yaml-fault';

/** A file with the numbers of its Services. */
interface FilledFile {
  readonly bytes: Buffer;
  readonly faults: readonly UncertainService[];
}

/** How to fill a file. */
interface FillOptions {
  /** Whether this is rendered output, so that nothing in it is a template, whatever it looks like. */
  readonly isRendered: boolean;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** What precedes a document whose first character is a byte order mark, with that mark. */
const MARKED_HEAD = /^(?:---[^\n]*\n)?\ufeff/;

/** Inserts numbers into the Services of a file; every other byte stays as it is. */
export function filledFile(name: string, bytes: Buffer, wanted: NumbersByPlace, options: FillOptions): FilledFile {
  if (!isUtf8(bytes)) return { bytes, faults: [...wanted.keys()].map((service) => ({ service, fault: isNotUtf8() })) };
  const pieces: Buffer[] = [];
  const faults: UncertainService[] = [];
  const missing = new Set(wanted.keys());
  for (const document of documentsOf(bytes)) {
    const filled = filledPiece(name, document, wanted, options);
    pieces.push(filled === undefined ? document.bytes : Buffer.from(filled.text));
    faults.push(...(filled?.faults ?? []));
    for (const place of filled?.found ?? []) missing.delete(place);
  }
  faults.push(...[...missing].map((service) => ({ service, fault: isGone() })));
  return { bytes: Buffer.concat(pieces), faults };
}

/** Undefined for a document that holds none of the Services. */
function filledPiece(
  name: string,
  { bytes, line }: RawDocument,
  wanted: NumbersByPlace,
  { isRendered }: FillOptions,
): FilledDocument | undefined {
  const raw = decoded(bytes);
  if (raw === undefined || !mayHoldService(raw)) return undefined;
  const [head = ''] = MARKED_HEAD.exec(raw) ?? [];
  const text = head.slice(0, -1) + raw.slice(head.length);
  const filled = unlessFaulty(() => filledDocument(text, new TextPlaces(name, text, line), wanted));
  if (filled === undefined) return undefined;
  const template = isRendered ? -1 : text.search(TEMPLATE_MARK);
  if (template < 0 || filled.found.length === 0) {
    return { ...filled, text: head + filled.text.slice(Math.max(0, head.length - 1)) };
  }
  return { ...filled, text: raw, faults: filled.found.map((service) => ({ service, fault: isTemplate(template) })) };
}

/** A document that nobody can read holds no Service that was found before. */
function unlessFaulty<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof YamlFault) return undefined;
    throw error;
  }
}

/** None where one is too large to be read, since it is not handed over. */
function documentsOf(bytes: Buffer): RawDocument[] {
  const documents: RawDocument[] = [];
  const splitter = new DocumentSplitter(
    (document) => documents.push({ ...document, bytes: Buffer.from(document.bytes) }),
    () => undefined,
  );
  splitter.push(bytes);
  splitter.end();
  return documents.reduce((sum, document) => sum + document.bytes.length, 0) === bytes.length ? documents : [];
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

function isTemplate(at: number): NoCertainPlace {
  return new NoCertainPlace(
    'its document holds the marks of a template, so a number here would be that of everything that it renders',
    'Fill in what it renders: helm template CHART | cdk8s-nodeport assign -',
    at,
  );
}

function isNotUtf8(): NoCertainPlace {
  return new NoCertainPlace(
    'its file holds bytes that are not UTF-8, perhaps in another document, and they would be lost',
    'Save the file as UTF-8, and run it again',
    0,
  );
}

function isGone(): NoCertainPlace {
  return new NoCertainPlace(
    'it cannot be found again in its file, which is UTF-16 or was changed meanwhile',
    'Save the file as UTF-8, and run it again',
    0,
  );
}
