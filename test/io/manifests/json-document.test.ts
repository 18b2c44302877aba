import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { DocumentContent } from '../../../lib/io/manifests/found-service';
import { readJson } from '../../../lib/io/manifests/json-document';
import { TextPlaces } from '../../../lib/io/manifests/text-places';
import { readYaml } from '../../../lib/io/manifests/yaml-document';

const name = fc.constantFrom('a', 'b', 'items', '[{"');
const nodePort = fc.integer({ min: 30000, max: 30009 });
const ports = fc.array(fc.record({ port: fc.constantFrom(80, 81), nodePort }, { noNullPrototype: true }), { maxLength: 2 });
const words = fc.string({ unit: 'binary', maxLength: 5 });
const annotations = fc.dictionary(fc.constantFrom('items', 'kind', '"]'), words, { noNullPrototype: true });
const odd = fc.constantFrom<unknown>(null, 'Service', 1, [], {});

/** Something that is a Service, a list or neither, and may carry what only a list has. */
function objectWith(item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const fields = fc.record({
    apiVersion: fc.constantFrom('v1', 'v1', 'v1', 'v1', 'v1', 'serving.knative.dev/v1'),
    kind: fc.constantFrom('Service', 'Service', 'List', 'List', 'ServiceList', 'PodList', 'Pod', null),
    items: fc.oneof({ weight: 9, arbitrary: fc.array(item, { minLength: 1, maxLength: 4 }) }, odd),
    metadata: fc.record({ name, annotations }, { noNullPrototype: true }),
    spec: fc.record({ type: fc.constant('NodePort'), ports }, { noNullPrototype: true }),
  }, { requiredKeys: ['apiVersion', 'kind'], noNullPrototype: true });
  return fc.oneof({ weight: 9, arbitrary: fields.chain(inAnyOrder) }, odd);
}

/** The same fields, written in another order: what an object is may be said behind what it holds. */
function inAnyOrder(fields: object): fc.Arbitrary<object> {
  return fc.shuffledSubarray(Object.entries(fields), { minLength: Object.keys(fields).length }).map((entries) => Object.fromEntries(entries));
}

const leaf = objectWith(odd);
const anObject = objectWith(fc.oneof(leaf, leaf, objectWith(leaf)));

/** The Services of a text with all their places. */
function told({ services, problems }: DocumentContent) {
  expect(problems).toEqual([]);
  return services.map(({ manifest, path, placeOf }) => ({ manifest, path, places: [-1, 0, 1].map(placeOf) }));
}

function asJson(text: string): DocumentContent {
  const content = readJson(text, new TextPlaces('a', text, 3));
  if (content === undefined) throw new Error('It is not JSON');
  return content;
}

const asYaml = (text: string): DocumentContent => readYaml(text, new TextPlaces('a', text, 3));

test('JSON holds the same Services at the same places, whether it is read as JSON or as the YAML that it is too', () => {
  let several = 0;
  fc.assert(fc.property(anObject, fc.constantFrom(0, 2), (value, indent) => {
    const written = JSON.stringify(value, undefined, indent);
    const services = told(asJson(written));
    if (services.length > 1) several++;
    expect(services).toEqual(told(asYaml(written)));
  }), { numRuns: 2_000 });
  expect(several).toBeGreaterThan(50);
});

test('an object holds the same Services, whether it is written as JSON or as YAML', () => {
  fc.assert(fc.property(anObject, (value) => {
    const manifests = ({ services }: DocumentContent) => services.map(({ manifest }) => manifest);
    expect(manifests(asJson(JSON.stringify(value)))).toEqual(manifests(asYaml(stringify(value, { version: '1.1' }))));
  }), { numRuns: 1_000 });
});

test.each<[string, object, number]>([
  ['a Service that has items as a list has is one Service', { apiVersion: 'v1', kind: 'Service', items: [{ apiVersion: 'v1', kind: 'Service' }, {}] }, 1],
  ['a list is what is in it', { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Service' }, { apiVersion: 'v1', kind: 'Pod' }] }, 1],
  ['a list of Services need not say so again', { apiVersion: 'v1', kind: 'ServiceList', items: [{ metadata: {} }, {}] }, 2],
  ['any other object is none, whatever its items are', { apiVersion: 'example.org/v1', kind: 'Inventory', items: [{ apiVersion: 'v1', kind: 'Service' }] }, 0],
])('%s', (_, value, count) => {
  for (const { services } of [asJson(JSON.stringify(value)), asYaml(stringify(value, { version: '1.1' }))]) expect(services).toHaveLength(count);
});
