import { Document, Node, Pair, YAMLMap, isAlias, isCollection, isMap, isNode, isPair, isScalar, isSeq, parseAllDocuments, visit } from 'yaml';
import { DocumentContent, FoundService, ValuePath, foundService, nameOf } from './found-service';
import { hasMarks } from './template-marks';
import { TextPlaces } from './text-places';
import { requireBoundedValues } from './yaml-weight';
import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';
import { locateServices } from '../../core/service/service-manifest';

/** As `kubectl` reads it: YAML 1.1, with merge keys and octal numbers. */
const OPTIONS = { version: '1.1', merge: true, prettyErrors: false, logLevel: 'silent', strict: true } as const;

/**
 * Reads the Services of a YAML text; what is broken is a problem, and what can be read around it is read.
 *
 * @param isRendered whether nothing in it is a template, whatever it looks like
 */
export function readYaml(text: string, places: TextPlaces, isRendered = false): DocumentContent {
  const services: FoundService[] = [];
  const problems: Problem[] = [];
  const objects: string[] = [];
  const documents = parseAllDocuments(text, OPTIONS);
  if (!Array.isArray(documents)) return { services, problems, objects, isTemplate: false };
  for (const document of documents as Document.Parsed[]) {
    if (!isRendered && isTemplate(text, document)) return { services: [], problems: [], objects: [], isTemplate: true };
    const [error] = document.errors;
    if (error) problems.push(problem(places.at(error.pos[0]), `it is not YAML that the API server accepts: ${error.message}`, 'Fix this line; what could be read was checked'));
    const value = valueIn(document, places, problems);
    const name = nameOf(value);
    objects.push(name);
    for (const located of locateServices(value)) services.push(foundService(located, name, (path) => places.at(offsetOf(document, path))));
  }
  return { services, problems, objects, isTemplate: false };
}

/** A YAML text that holds one value and nothing out of the ordinary. */
export interface YamlValue {
  readonly value: unknown;
  /** Where a value stands, or the nearest around it that is written. */
  readonly offsetOf: (path: ValuePath) => number;
}

/** Reads a text that holds one value; undefined where it is a template, broken, or more than that. */
export function readYamlValue(text: string): YamlValue | undefined {
  const documents = parseAllDocuments(text, OPTIONS);
  if (!Array.isArray(documents) || documents.length !== 1) return undefined;
  const [document] = documents as Document.Parsed[];
  if (document.errors.length > 0 || isTemplate(text, document)) return undefined;
  try {
    return { value: valueOf(document), offsetOf: (path) => offsetOf(document, path) };
  } catch {
    return undefined;
  }
}

/** Throws where it unfolds to too much. */
function valueOf(document: Document): unknown {
  requireBoundedValues(document);
  return document.toJS({ maxAliasCount: -1 }) as unknown;
}

/** Undefined where it unfolds to too much, which is a problem. */
function valueIn(document: Document, places: TextPlaces, problems: Problem[]): unknown {
  try {
    return valueOf(document);
  } catch (error) {
    const place = places.at(document.contents?.range?.[0] ?? 0);
    // The parser trusts a tag to fit, until it looks into a key.
    if (error instanceof TypeError) problems.push(problem(place, 'it cannot be read: a tag does not fit what it stands at', 'Remove the tags from its keys'));
    else problems.push(problem(place, `it cannot be read: ${(error as Error).message}`, 'Write it out, without aliases'));
    return undefined;
  }
}

function problem(path: string, what: string, wayOut: string): Problem {
  return { severity: Severity.ERROR, path, what, wayOut };
}

/** Whether marks of what is to be filled in stand where YAML has no use for them: outside quotes, or where they break it. */
function isTemplate(text: string, document: Document): boolean {
  if (document.errors.length > 0) return hasMarks(text);
  if (!text.includes('{{')) return false;
  let isFound = false;
  visit(document, {
    Pair: (_, { key }) => {
      if (isCollection(key)) isFound = true;
      // People write what they like there, also to other tools than Helm.
      if (isScalar(key) && key.value === 'annotations') return visit.SKIP;
      return isFound ? visit.BREAK : undefined;
    },
    Scalar: (_, { type, value }) => {
      if (type === 'PLAIN' && String(value).includes('{{')) isFound = true;
      return isFound ? visit.BREAK : undefined;
    },
  });
  return isFound;
}

/** Where a value stands, or the nearest around it that is written. */
function offsetOf(document: Document, path: ValuePath): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const key of path) {
    const child = childOf(document, resolve(document, node), key);
    if (!isNode(child)) break;
    node = child;
    offset = node.range?.[0] ?? offset;
  }
  return offset;
}

function childOf(document: Document, node: Node | null, key: string | number): unknown {
  if (isSeq(node)) return node.items[Number(key)];
  if (!isMap(node)) return undefined;
  // Of a key that is there twice the last one counts, as it does in the value.
  const own = node.items.filter((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
  return own[own.length - 1]?.value ?? mergedChildOf(document, node, key);
}

function mergedChildOf(document: Document, map: YAMLMap, key: string | number): unknown {
  for (const pair of map.items) {
    if (!isMerge(pair)) continue;
    const merged = resolve(document, pair.value as Node | null);
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const child = childOf(document, resolve(document, source as Node | null), key);
      if (isNode(child)) return child;
    }
  }
  return undefined;
}

function isMerge(pair: unknown): pair is Pair {
  if (!isPair(pair) || !isScalar(pair.key)) return false;
  const { value } = pair.key;
  return value === '<<' || (typeof value === 'symbol' && value.description === '<<');
}

/** What an alias stands for. */
function resolve(document: Document, node: Node | null): Node | null {
  return isAlias(node) ? node.resolve(document) ?? null : node;
}
