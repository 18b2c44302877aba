import { DocumentContent, FoundService, ValuePath, foundService, nameOf } from './found-service';
import { TextPlaces } from './text-places';
import { LocatedService, isService, locateServices } from '../../core/service/service-manifest';

/** Reads the Services of JSON, also of several values one after the other; undefined where it is not JSON. */
export function readJson(text: string, places: TextPlaces): DocumentContent | undefined {
  const services: FoundService[] = [];
  const objects: string[] = [];
  try {
    for (let at = skipSpace(text, 0); at < text.length;) {
      const start = at;
      const end = skipValue(text, start);
      const offsets = new JsonOffsets(text, start);
      const fields = text[start] === '{' ? childrenIn(text, start) : new Map<string, number>();
      const name = nameIn(text, fields);
      objects.push(name);
      for (const located of servicesIn(text, start, end, fields)) {
        services.push(foundService(located, name, (valuePath) => places.at(offsets.of(valuePath))));
      }
      at = skipSpace(text, end);
    }
  } catch {
    // Then it is YAML in flow style, or its reader says what is wrong.
    return undefined;
  }
  return { services, problems: [], objects, isTemplate: false };
}

/** The Services of one value; of a list they are read one by one, since a whole cluster may be in it. */
function* servicesIn(text: string, start: number, end: number, fields: ReadonlyMap<string, number>): Generator<LocatedService> {
  const items = fields.get('items');
  const head = items !== undefined && text[items] === '[' ? valuesBut('items', text, fields) : undefined;
  if (items === undefined || head === undefined || isService(head)) {
    yield* locateServices(JSON.parse(text.slice(start, end)));
    return;
  }
  for (const [index, at] of childrenIn(text, items)) {
    for (const { manifest, path: [, , ...path] } of locateServices({ ...head, items: [valueAt(text, at)] })) {
      yield { manifest, path: ['items', Number(index), ...path] };
    }
  }
}

function nameIn(text: string, fields: ReadonlyMap<string, number>): string {
  const metadata = fields.get('metadata');
  return metadata === undefined ? '' : nameOf({ metadata: valueAt(text, metadata) });
}

function valuesBut(left: string, text: string, fields: ReadonlyMap<string, number>): object {
  return Object.fromEntries([...fields].filter(([key]) => key !== left).map(([key, at]) => [key, valueAt(text, at)]));
}

function valueAt(text: string, start: number): unknown {
  return JSON.parse(text.slice(start, skipValue(text, start)));
}

/** Where the values of a JSON text start. A container is scanned once, when one of its values is asked for. */
class JsonOffsets {
  private readonly children = new Map<number, Map<string, number>>();

  constructor(private readonly text: string, private readonly root: number) {}

  /** The offset of a value, or of the nearest around it that is there. */
  public of(path: ValuePath): number {
    let at = this.root;
    for (const key of path) {
      const next = this.childrenOf(at).get(String(key));
      if (next === undefined) break;
      at = next;
    }
    return at;
  }

  private childrenOf(at: number): Map<string, number> {
    const known = this.children.get(at);
    if (known) return known;
    const found = childrenIn(this.text, at);
    this.children.set(at, found);
    return found;
  }
}

function childrenIn(text: string, start: number): Map<string, number> {
  const children = new Map<string, number>();
  const isMap = text[start] === '{';
  if (!isMap && text[start] !== '[') return children;
  let at = skipSpace(text, start + 1);
  const close = isMap ? '}' : ']';
  for (let index = 0; text[at] !== close; index++) {
    if (index > 0) at = skipSpace(text, skipMark(text, at, ','));
    let key = String(index);
    if (isMap) {
      const end = skipValue(text, at);
      key = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipMark(text, skipSpace(text, end), ':'));
    }
    children.set(key, at);
    at = skipSpace(text, skipValue(text, at));
  }
  return children;
}

function skipMark(text: string, at: number, mark: string): number {
  if (text[at] !== mark) throw new Error(`${mark} expected`);
  return at + 1;
}

/** The offset behind a value. Throws where the text ends before it. */
function skipValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return skipString(text, start);
  if (first !== '{' && first !== '[') return skipScalar(text, start);
  const mark = /["{}[\]]/g;
  mark.lastIndex = start;
  for (let depth = 0, match = mark.exec(text); match; match = mark.exec(text)) {
    if (match[0] === '"') mark.lastIndex = skipString(text, match.index);
    else depth += match[0] === '{' || match[0] === '[' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  throw new Error('unfinished');
}

function skipString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  throw new Error('unfinished');
}

function skipScalar(text: string, start: number): number {
  const end = /[\s,\]}[{"]|$/g;
  end.lastIndex = start + 1;
  return end.exec(text)?.index ?? text.length;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \t\r\n'.includes(text[at])) at++;
  return at;
}
