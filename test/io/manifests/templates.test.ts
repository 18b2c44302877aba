import { contentOf } from '../../support/documents';

/** Where people write marks that YAML does not look into: dashboards, alerts, hints on how a value came about. */
const TEXTS = {
  'a comment': '# name: {{ .Release.Name }}\n  x: a # {% if x %}',
  'double quotes': 'x: "Instance {{ $labels.instance }} is\n    {{- if .down }} down {{ end }}"',
  'single quotes': 'x: \'{{ $value | printf "%.2f" }} <%= x %>\'',
  'a block': 'x: |\n    {{ define "slack" }}\n    {{- if .Alerts }}\n    {% raw %}\n    {{ end }}\n\n    # {{ x',
  'a plain text in another tongue': 'x: echo {%d} 5 <%b >',
  'a folded block': 'x: >2- # {{\n      {{ .Values.x }}\n    <% if x %>',
};

/** What breaks a document with or without them. */
const FAULTS = {
  'a tab': (text: string) => `kind: Service\nmetadata:\n  ${text}\n\ty: 1\n`,
  'a line too far to the left': (text: string) => `kind: Service\nmetadata:\n  ${text}\n y: 1\n`,
  'a line too far to the right': (text: string) => `kind: Service\nspec: 1\n  z: 2\nmetadata:\n  ${text}\n`,
  'a bracket that is not closed': (text: string) => `kind: Service\nmetadata:\n  ${text}\nspec: [1\n`,
  'a quote that is not closed': (text: string) => `kind: Service\nmetadata:\n  ${text}\nspec: "1\n`,
};

const CASES = Object.entries(TEXTS).flatMap(([where, text]) =>
  Object.entries(FAULTS).map(([fault, broken]) => [fault, where, broken(text)] as const),
);

test.each(CASES)('%s makes a broken document rather than a template, despite the marks in %s', (_, __, text) => {
  const { isTemplate, problems } = contentOf(text);
  expect({ isTemplate, problems }).toMatchObject({
    isTemplate: false,
    problems: [expect.objectContaining({ path: expect.stringMatching(/^a\.yaml:\d+:\d+$/) })],
  });
});

const service = (name: string, rest = '') =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${rest}spec: {}\n`;

test('braces in a text that a cluster may contain do not make a template', () => {
  for (const rest of [
    '  annotations:\n    note: see {{name}} here\n',
    '  labels: {a: "{{ b }}"}\n',
    'data: a {{ b }} c\n',
  ]) {
    expect(contentOf(service('a', rest))).toMatchObject({ isTemplate: false, services: [{}] });
  }
});

test('braces in the name of a Service make it a template, but nothing else in its list', () => {
  const item = (name: string) => `- ${service(name).replace(/\n(?=.)/g, '\n  ')}`;
  const { isTemplate, services } = contentOf(`apiVersion: v1\nkind: List\nitems:\n${item('a-{{name}}')}${item('b')}`);
  expect({ isTemplate, names: services.map(({ manifest }) => (manifest as { metadata: unknown }).metadata) }).toEqual({
    isTemplate: true,
    names: [{ name: 'b' }],
  });
});

test('rendered output is never taken for a template', () => {
  expect(contentOf(service('a-{{name}}'), { isRendered: true })).toMatchObject({ isTemplate: false, services: [{}] });
  expect(contentOf('kind: Service\nmetadata: {{ x }}\n', { isRendered: true })).toMatchObject({
    isTemplate: false,
    problems: [{}],
  });
});

test.each<[string, string]>([
  ['is alone on a line', '{{- if .Values.x }}\nkind: Service\n{{- end }}\n'],
  ['is a value', 'kind: Service\nmetadata: {{ toYaml .Values.meta | nindent 2 }}\n'],
  ['begins a value', 'kind: Service\nmetadata:\n  name: {{ .Release.Name }}-web\n'],
  ['is within a value', 'kind: Service\nmetadata:\n  name: web-{{ .Release.Name }}\n  {{ include "labels" . }}\n'],
  ['is a key', 'kind: Service\nmetadata:\n  labels:\n    {{ $key }}: {{ $value | quote }}\n'],
  ['breaks double quotes', 'kind: Service\nmetadata:\n  name: "{{ include "name" . }}"\n'],
  ['breaks single quotes', "kind: Service\nmetadata:\n  name: '{{ x }}-{{ lookup('env', 'X') }}'\n"],
  ['ends a block', 'kind: Service\nmetadata:\n  x: |\n    text\n{{ .Values.more | indent 4 }}\n'],
  ['belongs to Jinja', 'kind: Service\nmetadata:\n{% for x in y %}\n  {{ x }}: 1\n{% endfor %}\n'],
  ['belongs to Jinja inside a list', 'kind: Service\nspec:\n  ports: [{% for x in y %}{ port: 1 },{% endfor %}]\n'],
  ['belongs to ERB', 'kind: Service\n<% if x -%>\nspec: 1\n<% end %>\n'],
])('a document is a template if a mark %s', (_, text) => {
  expect(contentOf(text)).toMatchObject({ isTemplate: true, problems: [], services: [] });
});

const parameterService = (spec: object) =>
  contentOf(
    JSON.stringify({ apiVersion: 'v1', kind: 'Template', objects: [{ apiVersion: 'v1', kind: 'Service', spec }] }),
  );

test.each([
  [{ type: '${TYPE}' }, true],
  [{ healthCheckNodePort: '${{CHECK}}' }, true],
  [{ ports: [{ port: '${{PORT}}' }] }, true],
  [{ ports: [null, { nodePort: '${{PORT}}' }] }, true],
  [{ ports: [{ protocol: '${PROTOCOL}' }] }, true],
  [{ ports: '${{PORTS}}' }, true],
  [{ ports: ['${{PORT}}'] }, true],
  [{ allocateLoadBalancerNodePorts: '${{ALLOCATE}}' }, true],
  [{ externalTrafficPolicy: '${POLICY}' }, true],
  [{ sessionAffinity: '${AFFINITY}' }, true],
  [{ ports: [{ targetPort: '${{PORT}}', nodePort: 30001 }] }, false],
  [{ ports: [{ nodePort: '${PORT}' }] }, false],
  [{ ports: [{ name: '${NAME}', nodePort: 30001 }] }, false],
])('a Service of an OpenShift Template with the spec %j depends on parameters: %s', (spec, hasParameters) => {
  expect(parameterService(spec)).toMatchObject({ hasParameters, services: hasParameters ? [] : [{}] });
});
