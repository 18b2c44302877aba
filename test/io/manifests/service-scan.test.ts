import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { readDocument } from '../../../lib/io/manifests/manifest-document';
import { mayHoldService } from '../../../lib/io/manifests/service-scan';
import { runs } from '../../support/runs';

/** A Service as a value, among objects that are none. */
const service = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constantFrom('Service', 'Service', 'Service', 'ServiceAccount', 'service', 'Services', 'Deployment'),
  metadata: fc.record({ name: fc.constantFrom('a', 'Service', 'kind: Service', '*star', '? x') }),
  spec: fc.record({
    type: fc.constant('NodePort'),
    ports: fc.array(
      fc.record({ port: fc.integer({ min: 1, max: 99 }), nodePort: fc.integer({ min: 30000, max: 30100 }) }),
      { maxLength: 3 },
    ),
  }),
});

const lists = fc.array(service, { maxLength: 3 });
const value = fc.oneof(
  service,
  lists.map((items) => ({ apiVersion: 'v1', kind: 'List', items })),
  lists.map((items) => ({ apiVersion: 'v1', kind: 'ServiceList', items: items.map(({ kind: _, ...item }) => item) })),
);

/** One letter of a quoted text, written as itself or as an escape. */
const escapes = fc.array(fc.constantFrom('', '\\x', '\\u', '\\U', 'fold'), { minLength: 64, maxLength: 64 });

function escapeText(text: string, ways: readonly string[]): string {
  const letters = [...text].map((letter, index) => {
    const hex = letter.charCodeAt(0).toString(16);
    switch (ways[index % ways.length]) {
      case '\\x':
        return `\\x${hex.padStart(2, '0')}`;
      case '\\u':
        return `\\u${hex.toUpperCase().padStart(4, '0')}`;
      case '\\U':
        return `\\U${hex.padStart(8, '0')}`;
      case 'fold':
        return letter === ' ' ? letter : `\\\n  ${letter}`;
      default:
        return JSON.stringify(letter).slice(1, -1);
    }
  });
  return `"${letters.join('')}"`;
}

/** Flow style with every text written in escapes; of keys only those that are allowed on one line. */
function escaped(data: unknown, ways: readonly string[]): string {
  if (Array.isArray(data)) return `[${data.map((item) => escaped(item, ways)).join(', ')}]`;
  if (typeof data === 'object' && data !== null) {
    const flat = ways.map((way) => (way === 'fold' ? '\\x' : way));
    return `{${Object.entries(data)
      .map(([key, item]) => `${escapeText(key, flat)}: ${escaped(item, ways)}`)
      .join(', ')}}`;
  }
  return typeof data === 'string' ? escapeText(data, ways) : String(data);
}

/** Ways to write one value, which all mean the same. */
const written = fc
  .tuple(
    value,
    escapes,
    fc.constantFrom(
      'block',
      'flow',
      'json',
      'lines',
      'double',
      'single',
      'escaped',
      'json-escaped',
      'anchors',
      'tags',
      'explicit',
      'merge',
      'crlf',
    ),
  )
  .map(([data, ways, style]) => {
    const { kind, ...rest } = data as Record<string, unknown>;
    switch (style) {
      case 'flow':
        return stringify(data, { collectionStyle: 'flow' });
      case 'json':
        return JSON.stringify(data);
      case 'lines':
        return JSON.stringify(data, undefined, 2);
      case 'double':
        return stringify(data, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE' });
      case 'single':
        return stringify(data, { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'QUOTE_SINGLE' });
      case 'escaped':
        return escaped(data, ways);
      case 'json-escaped':
        return escaped(
          data,
          ways.map((way) => (way === '' ? '' : '\\u')),
        );
      case 'anchors':
        return `aa: &k kind\nbb: &s ${kind}\n*k : *s\n${stringify(rest)}`;
      case 'tags':
        return `kind: !!str &x # comment\n  ${kind}\n${stringify(rest)}`;
      case 'explicit':
        return `? !!str\n  kind\n: |-\n  ${kind}\n${stringify(rest)}`;
      case 'merge':
        return `base: &base\n  "kind" : ${kind}\n<<: *base\n${stringify(rest)}`;
      case 'crlf':
        return stringify(data).replace(/\n/g, '\r\n');
      default:
        return stringify(data);
    }
  });

/** What is found in a text, with its places. */
function contentOf(text: string, scansFirst: boolean) {
  const { services, problems, isTemplate } = readDocument(
    'a.yaml',
    { bytes: Buffer.from(text), line: 1 },
    { scansFirst },
  );
  return {
    isTemplate,
    problems,
    services: services.map(({ manifest, path, placeOf }) => ({ manifest, path, places: [-1, 0, 1, 2].map(placeOf) })),
  };
}

test('never leaves out a document that contains a Service, however it is written', () => {
  let found = 0;
  fc.assert(
    fc.property(written, (text) => {
      const all = contentOf(text, false);
      found += all.services.length;
      expect(contentOf(text, true)).toEqual({
        ...all,
        problems: all.services.length > 0 ? all.problems : expect.anything(),
      });
    }),
    runs(200),
  );
  // The ways to write it are such that most of them are read at all.
  expect(found).toBeGreaterThan(100);
});

test('never leaves out a Service among random pieces of YAML', () => {
  const pieces = fc.constantFrom(
    'kind',
    'Service',
    'List',
    ':',
    ' ',
    '\n',
    '"',
    "'",
    '&a ',
    '*a',
    '? ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    ',',
    'apiVersion: v1\n',
    '!!str ',
    '|-\n  ',
    '>\n  ',
    '#x\n',
    '\\x53',
    '\\u0053',
    '\\\n',
    'kind: Service\n',
    '<<: ',
    '\t',
    'x',
    '{{',
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join('')),
      (text) => {
        if (contentOf(text, false).services.length > 0) {
          expect(contentOf(text, true).services).toEqual(contentOf(text, false).services);
        }
      },
    ),
    runs(500),
  );
});

test.each([
  ['a ServiceAccount', 'kind: ServiceAccount\napiVersion: v1\n'],
  ['a ServiceMonitor', 'kind: ServiceMonitor\nmetadata: { name: x }\n'],
  [
    'a Deployment that mentions a Service',
    'kind: Deployment\nmetadata: { annotations: { x: the Service behind it } }\n',
  ],
  ['a subject of a role', 'kind: RoleBinding\nsubjects:\n  - kind: ServiceAccount\n    name: x\n'],
  ['a script with line ends that are escaped', 'kind: ConfigMap\ndata:\n  x: |\n    curl \\\n      -s\n'],
  ['JSON with quotes inside', '{"kind":"ConfigMap","data":{"x":"{\\"kind\\":1}\\n"}}'],
])('leaves out %s without reading it', (_, text) => {
  expect(mayHoldService(text)).toBe(false);
});
