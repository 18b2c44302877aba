import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { contentOf, placesOf } from '../../support/documents';
import { runs } from '../../support/runs';

const name = fc.constantFrom('a', 'b', 'items', '[{"');
const nodePort = fc.integer({ min: 30000, max: 30009 });
const ports = fc.array(fc.record({ port: fc.constantFrom(80, 81), nodePort }, { noNullPrototype: true }), {
  maxLength: 2,
});
const words = fc.string({ unit: 'binary', maxLength: 5 });
const annotations = fc.dictionary(fc.constantFrom('items', 'kind', '"]'), words, { noNullPrototype: true });
const odd = fc.constantFrom<unknown>(null, 'Service', 1, [], {});

/** Something that is a Service, a list or neither, and may carry what only a list has. */
function objectWith(item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const fields = fc.record(
    {
      apiVersion: fc.constantFrom('v1', 'v1', 'v1', 'v1', 'v1', 'serving.knative.dev/v1'),
      kind: fc.constantFrom('Service', 'Service', 'List', 'List', 'ServiceList', 'PodList', 'Pod', null),
      items: fc.oneof({ weight: 9, arbitrary: fc.array(item, { minLength: 1, maxLength: 4 }) }, odd),
      metadata: fc.record({ name, annotations }, { noNullPrototype: true }),
      spec: fc.record({ type: fc.constant('NodePort'), ports }, { noNullPrototype: true }),
    },
    { requiredKeys: ['apiVersion', 'kind'], noNullPrototype: true },
  );
  return fc.oneof({ weight: 9, arbitrary: fields.chain(inAnyOrder) }, odd);
}

/** The same fields, written in another order: what an object is may be said behind what it holds. */
function inAnyOrder(fields: object): fc.Arbitrary<object> {
  return fc
    .shuffledSubarray(Object.entries(fields), { minLength: Object.keys(fields).length })
    .map((entries) => Object.fromEntries(entries));
}

const leaf = objectWith(odd);
const anObject = objectWith(fc.oneof(leaf, leaf, objectWith(leaf)));

/** The same text as YAML: with a comment in front it can be nothing else. */
const asYaml = (text: string) => contentOf(`#\n${text}`, {}, 2);
const asJson = (text: string) => contentOf(text, {}, 3);

/** Without what JSON may hold and YAML may not: controls that are not escaped, and a few escapes. */
function written(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[\x7f-\x9f\ufeff\ufffe\uffff\u2028\u2029]|\p{Cs}|\\u[dD][89abAB]../gu,
    'x',
  );
}

test('JSON contains the same Services at the same places, whether it is read as JSON or as YAML', () => {
  let several = 0;
  fc.assert(
    fc.property(anObject, fc.constantFrom(0, 2), (value, indent) => {
      const text = written(value, indent);
      const [json, yaml] = [asJson(text), asYaml(text)];
      expect([json.problems, yaml.problems.filter(({ what }) => !what.includes('more than once'))]).toEqual([[], []]);
      if (json.services.length > 1) several++;
      expect(placesOf(json)).toEqual(placesOf(yaml));
    }),
    runs(100),
  );
  expect(several).toBeGreaterThan(2);
});

test('an object contains the same Services, whether it is written as JSON or as YAML', () => {
  fc.assert(
    fc.property(anObject, (value) => {
      const manifests = ({ services }: ReturnType<typeof contentOf>) => services.map(({ manifest }) => manifest);
      const plain = JSON.parse(written(value)) as unknown;
      expect(manifests(asJson(JSON.stringify(plain)))).toEqual(
        manifests(contentOf(stringify(plain, { version: '1.1' }))),
      );
    }),
    runs(60),
  );
});

const SERVICE = { apiVersion: 'v1', kind: 'Service' };

test.each<[string, object, number]>([
  ['a Service with items is read as its items', { ...SERVICE, items: [SERVICE, { apiVersion: 'v1', kind: 'Pod' }] }, 1],
  [
    'a List is read as its items',
    { apiVersion: 'v1', kind: 'List', items: [SERVICE, { apiVersion: 'v1', kind: 'Pod' }] },
    1,
  ],
  [
    'the items of a ServiceList need no kind',
    { apiVersion: 'v1', kind: 'ServiceList', items: [{ metadata: {} }, {}] },
    2,
  ],
  [
    'any other object with items is read as a list',
    { apiVersion: 'example.org/v1', kind: 'Inventory', items: [SERVICE] },
    1,
  ],
  [
    'an OpenShift Template is read as its objects',
    { apiVersion: 'template.openshift.io/v1', kind: 'Template', objects: [SERVICE, SERVICE, { kind: 'Route' }] },
    2,
  ],
  ['a list may hold lists', { kind: 'List', items: [{ kind: 'List', items: [SERVICE] }, SERVICE] }, 2],
  ['a Service of another API group is ignored', { apiVersion: 'serving.knative.dev/v1', kind: 'Service' }, 0],
  ['an empty group before the version is the core group', { apiVersion: '/v1', kind: 'Service' }, 1],
])('%s', (_, value, count) => {
  for (const { services } of [asJson(JSON.stringify(value)), contentOf(stringify(value, { version: '1.1' }))]) {
    expect(services).toHaveLength(count);
  }
});

test('a Service far down in a large list is found with its place', () => {
  const pod = `- apiVersion: v1\n  kind: Pod\n  spec: |\n${'    - kind of text\n'.repeat(5_000)}`;
  const text =
    `apiVersion: v1\nitems:\n${pod.repeat(100)}- apiVersion: v1\n  kind: Service\n  metadata: { name: ` +
    `late }\nkind: List\n`;
  const { services, problems } = contentOf(text);
  expect({ problems, paths: services.map(({ path }) => path) }).toEqual({ problems: [], paths: ['a.yaml:500305:21'] });
});

test('an anchor of an item that is not a Service can be used by a Service', () => {
  const text =
    'apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n  spec: &s { type: NodePort }\n- { apiVersion: v1, kind: ' +
    'Service, spec: *s }\n- { kind: Pod, <<: { apiVersion: v1, kind: Service } }\n';
  expect(contentOf(text).services.map(({ manifest }) => manifest)).toEqual([
    { ...SERVICE, spec: { type: 'NodePort' } },
    SERVICE,
  ]);
});
