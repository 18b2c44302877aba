import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { DocumentContent } from '../../../lib/io/manifests/found-service';
import { readDocument } from '../../../lib/io/manifests/manifest-document';
import { TextPlaces } from '../../../lib/io/manifests/text-places';
import { readYaml } from '../../../lib/io/manifests/yaml-document';
import { readYamlList } from '../../../lib/io/manifests/yaml-list';

const service = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constantFrom('Service', 'Service', 'Pod', 'List'),
  metadata: fc.record({
    name: fc.constantFrom('a', '- b', 'items:', 'a long text\n- of lines\n\nthat are\n  folded'),
    annotations: fc.dictionary(fc.constantFrom('x', '- y'), fc.string().filter((text) => !text.includes('{{'))),
  }),
  spec: fc.record({ type: fc.constant('NodePort'), ports: fc.array(fc.record({ port: fc.integer({ min: 1, max: 99 }), nodePort: fc.integer({ min: 30000, max: 30100 }) }), { maxLength: 3 }) }),
});

/** A list as `kubectl` prints it, or in one of the other ways in block style. */
const listed = fc.record({
  items: fc.array(service, { minLength: 1, maxLength: 5 }),
  kind: fc.constantFrom('List', 'List', 'ServiceList', 'PodList'),
  indent: fc.constantFrom(0, 2, 4),
  isKindFirst: fc.boolean(),
  start: fc.constantFrom('', '---\n', '# a comment\n'),
}).map(({ items, kind, indent, isKindFirst, start }) => {
  const written = stringify(items, { lineWidth: 60 }).replace(/^(?=.)/gm, ' '.repeat(indent));
  const [before, after] = isKindFirst ? [`kind: ${kind}\n`, ''] : ['', `kind: ${kind}\nmetadata: {}\n`];
  return `${start}apiVersion: v1\n${before}items:\n${written}${after}`;
});

const piece = fc.constantFrom('', '\n', '- ', '  ', '\t', '---\n', '{{', '&a ', '*a', '<<: *a\n', '# x\n', '"', "'", '|\n', 'items:\n', 'kind: Service\n', '\r\n', '? ');
const cuts = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 6 }), piece), { minLength: 1, maxLength: 3 });
const mangled = fc.tuple(listed, cuts).map(([text, all]) => all.reduce((rest, [where, length, replacement]) => {
  const at = where % (rest.length + 1);
  return rest.slice(0, at) + replacement + rest.slice(at + length);
}, text));

/** The Services of a text with all their places. */
function told({ services }: DocumentContent) {
  return services.map(({ manifest, path, placeOf }) => {
    const indices = [-1, 0, 1, 2].filter((index) => index < portsOf(manifest));
    return { manifest, path, places: indices.map(placeOf) };
  });
}

function portsOf(manifest: unknown): number {
  const { spec } = manifest as { spec?: { ports?: unknown } | null };
  return Array.isArray(spec?.ports) ? spec.ports.length : 0;
}

function whole(text: string): DocumentContent {
  return readYaml(text, new TextPlaces('a.yaml', text, 7));
}

test('a list that is read item by item is what it is as a whole, at the same places', () => {
  fc.assert(fc.property(listed, (text) => {
    const list = readYamlList('a.yaml', text, 7);
    if (list === undefined) throw new Error('It is read as a whole');
    expect(told(list)).toEqual(told(whole(text)));
  }), { numRuns: 500 });
});

test('whatever is done to a list, either it is read as a whole, or no Service of it is lost or made up', () => {
  let apart = 0;
  fc.assert(fc.property(mangled, (text) => {
    const list = readYamlList('a.yaml', text, 7);
    if (list === undefined) return;
    const all = whole(text);
    // What is broken in an item without a Service is not looked at.
    if (all.problems.length > 0 || all.isTemplate) return;
    apart++;
    expect(told(list)).toEqual(told(all));
  }), { numRuns: 1_000 });
  // Most of them are broken; enough are not.
  expect(apart).toBeGreaterThan(30);
});

test.each([
  ['an anchor of one item that another borrows from', 'apiVersion: v1\nkind: List\nitems:\n- &a { apiVersion: v1, kind: Service }\n- *a\n'],
  ['a kind that is borrowed', 'apiVersion: v1\nkind: List\nitems:\n- kind: &k Service\n  apiVersion: v1\n- kind: *k\n  apiVersion: v1\n'],
  ['items in flow style', 'apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: Service }]\n'],
  ['a text that goes on at the margin', 'apiVersion: v1\nkind: List\nitems:\n- kind: Service\n  x: "a\n- b"\n'],
  ['a template', 'apiVersion: v1\nkind: List\nitems:\n- kind: Service\n  x: {{ .Values.x }}\n'],
  ['a Service with items', 'apiVersion: v1\nkind: Service\nitems:\n- kind: Service\n- kind: Pod\n'],
  ['two keys for items', 'apiVersion: v1\nkind: List\nitems:\n- kind: Service\nitems:\n- kind: Service\n'],
])('%s is left to the reader of the whole', (_, text) => {
  expect(readYamlList('a.yaml', text, 1)).toBeUndefined();
});

test('a list beyond what YAML is parsed of at once is read, with a Service far down in it', () => {
  const pod = `- apiVersion: v1\n  kind: Pod\n  spec: |\n${'    - kind of text\n'.repeat(5_000)}`;
  const text = `apiVersion: v1\nitems:\n${pod.repeat(100)}- apiVersion: v1\n  kind: Service\n  metadata: { name: late }\nkind: List\n`;
  const { services, problems } = readDocument('a.yaml', { bytes: Buffer.from(text), line: 1 });
  expect({ problems, paths: services.map(({ path }) => path) }).toEqual({ problems: [], paths: ['a.yaml:500305:21'] });
});
