/** Makes a text of about so many characters that is hard to read in one particular way. */
export type Shape = (size: number) => string | Buffer;

const HEAD = 'apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: x}\n';
const META = '"apiVersion":"v1","kind":"Service","metadata":{"name":"a"}';

/** A piece, repeated up to a size; the piece may use its index. */
function fill(size: number, piece: string | ((index: number) => string)): string {
  if (typeof piece === 'string') return piece.repeat(Math.ceil(size / piece.length));
  const pieces: string[] = [];
  for (let length = 0, index = 0; length < size; index++) {
    pieces.push(piece(index));
    length += pieces[index].length;
  }
  return pieces.join('');
}

/** A Service, followed by something that fills the rest. */
const behind =
  (start: string, piece: string | ((index: number) => string), end = ''): Shape =>
  (size) =>
    `${HEAD}${start}${fill(size, piece)}${end}`;
const json =
  (start: string, piece: string | ((index: number) => string), end: string): Shape =>
  (size) =>
    `{${META},${start}${fill(size, piece)}${end}`;
const texts =
  (piece: string | ((index: number) => string)): Shape =>
  (size) =>
    fill(size, piece);

const service = (index: number, nodePort: number, name = `s${index}`) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: x}\nspec: {type: NodePort, ports: [{port: ` +
  `80, nodePort: ${nodePort}}]}\n---\n`;
const item = (index: number) =>
  `- {apiVersion: v1, kind: Service, metadata: {name: s${index}}, spec: {type: NodePort, ports: [{port: 80, ` +
  `nodePort: ${30000 + (index % 2767)}}]}}\n`;
const list =
  (start: string, piece: string | ((index: number) => string)): Shape =>
  (size) =>
    `apiVersion: v1\nkind: List\n${start}items:\n${fill(size, piece)}`;

/** A bracket that is opened many times, and closed as often. */
const nested =
  (open: string, close: string): Shape =>
  (size) => {
    const depth = Math.ceil(size / (open.length + close.length));
    return open.repeat(depth) + close.repeat(depth);
  };

/** Shapes of input that cost some YAML or JSON reader, or some report, more time than their size justifies. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  'Services': texts((index) => service(index, 30000 + (index % 2767))),
  'Services with one number': texts((index) => service(index, 30009)),
  'one Service again and again': texts(() => service(0, 30009, 'same')),
  'Services outside of the range': texts((index) => service(index, 1000 + index)),
  'Services with long names': texts((index) => service(index, 30000 + (index % 2767), 'n'.repeat(5_000) + index)),
  'other objects': texts('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n'),
  'a list': list('', item),
  'a list of Pods': list('', '- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n'),
  'a list of aliases': list('x: &x {apiVersion: v1, kind: Service, metadata: {name: a}}\n', '- *x\n'),
  'a list of aliases of a large Service': (size) =>
    `x: &x\n  apiVersion: v1\n  kind: Service\n  spec:\n    type: NodePort\n    ` +
    `ports:\n${fill(size / 2, (index) => `    - {port: ${index + 1}, nodePort: ${30000 + index}}\n`)}apiVersion: ` +
    `v1\nkind: List\nitems:\n${fill(size / 2, '- *x\n')}`,
  'a template of OpenShift': (size) => `apiVersion: v1\nkind: Template\nobjects:\n${fill(size, item)}`,
  'a list without kinds': (size) =>
    `apiVersion: v1\nkind: ServiceList\nitems:\n${fill(size, '- {metadata: {name: a}}\n')}`,
  'ports': behind(
    'spec:\n  type: NodePort\n  ports:\n',
    (index) => `  - {name: p${index}, port: ${index + 1}, nodePort: ${30000 + (index % 2767)}}\n`,
  ),
  'ports with one number': behind(
    'spec:\n  type: NodePort\n  ports:\n',
    (index) => `  - {port: ${index + 1}, nodePort: 30009}\n`,
  ),
  'ports with one port': behind(
    'spec:\n  type: NodePort\n  ports:\n',
    (index) => `  - {port: 80, nodePort: ${30000 + index}}\n`,
  ),
  'empty ports': behind('spec:\n  type: NodePort\n  ports: [', '{},', '{}]'),
  'ports that are aliases': behind(
    'x: &x {port: 80, nodePort: 30009}\nspec:\n  type: NodePort\n  ports:\n',
    '  - *x\n',
  ),
  'ports that are maps': behind('spec:\n  type: NodePort\n  ports:\n', '  - {port: {a: b}, nodePort: {a: b}}\n'),
  'annotations that accept': (size) =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  ` +
    `annotations:\n${fill(size, (index) => `    nodeport.cdk8s.io/accept-x${index}: because\n`)}`,
  'Services that accept what is wrong with them': texts((index) =>
    service(index, 30009).replace(
      'namespace: x}',
      'namespace: x, annotations: {nodeport.cdk8s.io/accept-dynamic-pick-may-collide: a}}',
    ),
  ),
  'Pods with one host port': texts(
    (index) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: p${index}}\nspec: {containers: [{ports: [{hostPort: ` +
      `30009}]}]}\n---\n`,
  ),
  'ports under a long key': (size) =>
    `apiVersion: a/v1\nkind: A\nspec:\n  ? ${'k'.repeat(size / 2)}\n  :\n${fill(size / 2, '  - {nodePort: 30009}\n')}`,
  'ports far inside': (size) =>
    `{"apiVersion":"a/v1","kind":"A","x":${'{"kkkkkk":'.repeat(450)}[${fill(size, '{"nodePort":1},')}{}]${'}'.repeat(451)}`,
  'keys': behind('', (index) => `k${index}: v\n`),
  'one key again and again': behind('', 'k: v\n'),
  'keys in braces': behind('x: {', (index) => `k${index}: v, `, '}'),
  'keys with question marks': behind('', (index) => `? k${index}\n: v\n`),
  'question marks': behind('x:\n ', '? '),
  'question marks in braces': behind('x: {', '? a, ', '}'),
  'pairs in brackets': behind('x: [', 'a: b, ', ']'),
  'empty brackets': behind('x: [', '[], ', ']'),
  'brackets that stay open': behind('x: ', '['),
  'braces that stay open': behind('x: ', '{a: '),
  'brackets in brackets': (size) => `${HEAD}x: ${nested('[', ']')(size) as string}\n`,
  'dashes in one line': behind('x:\n', '- ', 'a\n'),
  'dashes on lines of their own': behind('x:\n', '-\n'),
  'blocks that go further in': behind('x:\n', (index) => `${' '.repeat(1 + index)}k:\n`),
  'anchors': behind('', (index) => `k${index}: &a${index} v\n`),
  'one anchor again and again': behind('', (index) => `k${index}: &a v\n`),
  'aliases of a map': behind('a: &a {k: v}\n', (index) => `k${index}: *a\n`),
  'aliases that double': behind('a0: &a0 [v]\n', (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`),
  'an alias of all around it': behind('x: &x\n', '- *x\n'),
  'merges in a chain': behind(
    'a0: &a0 {k: v}\n',
    (index) => `a${index + 1}: &a${index + 1} {<<: *a${index}, k${index}: v}\n`,
    'spec: *a1\n',
  ),
  'merges that double': behind(
    'a0: &a0 {k: v}\n',
    (index) => `a${index + 1}: &a${index + 1} {<<: [*a${index}, *a${index}]}\n`,
  ),
  'merges of one map': behind('a: &a {k: v}\nspec:\n', '  <<: *a\n'),
  'merges of a large map': (size) =>
    `a: &a\n${fill(size / 2, (index) => `  k${index}: v\n`)}${HEAD}spec:\n  x:\n${fill(size / 2, '  - <<: *a\n')}`,
  'a long text': behind('x: ', 'word '),
  'a long word': behind('x: ', 'w'),
  'a text of many lines': behind('x: a\n', ' b\n'),
  'a text of empty lines': behind('x: a\n', '\n', ' b\ny: [\n z: {{'),
  'double quotes': behind('x: "', 'word ', '"'),
  'double quotes over lines': behind('x: "', 'a\n ', '"'),
  'escapes': behind('x: "', '\\u0041', '"'),
  'escaped ends of lines': behind('x: "', 'a\\\n ', '"'),
  'the word in escapes, almost': texts('"\\x53ervic": "S\\\n ervic"\n'),
  'single quotes': behind("x: '", "''", "'"),
  'quotes that stay open': behind('x: "', 'a '),
  'a literal block': behind('x: |\n', '  line\n'),
  'a folded block': behind('x: >\n', '  line\n'),
  'a block of empty lines': behind('x: |\n', '\n'),
  'comments': behind('', '# comment\n'),
  'a long comment': behind('', '# '),
  'empty lines': behind('', '\n'),
  'blanks': behind('x: a', ' '),
  'tabs': behind('x: a', '\t'),
  'returns': texts(() => service(0, 30001).replaceAll('\n', '\r')),
  'line separators': behind('x: a', '\u2028'),
  'markers': texts('---\n'),
  'markers that are none': texts('---x\n'),
  'ends of documents': behind('', '...\n'),
  'directives': (size) => `${fill(size, (index) => `%TAG !t${index}! tag:x\n`)}---\n${HEAD}`,
  'tags': behind('', (index) => `k${index}: !!str v\n`),
  'a long tag': behind('x: !', 'a', ' v\n'),
  'the word again and again': texts('Service '),
  'the word behind blanks': texts(`${' '.repeat(99)}Service`),
  'the word behind anchors': texts('&a Service '),
  'marks of templates': behind('x: [', '{{ '),
  'byte order marks': behind('x: a', '\ufeff'),
  'ports in JSON': json(
    '"spec":{"type":"NodePort","ports":[',
    (index) => `{"port":${index + 1},"nodePort":${30000 + index}},`,
    '{}]}}',
  ),
  'lists in lists in JSON': (size) => nested('{"apiVersion":"v1","kind":"List","items":[', ']}')(size),
  'brackets in brackets in JSON': (size) => `{${META},"x":${nested('[', ']')(size) as string}}`,
  'lists beside lists in JSON': (size) => `{"kind":"List","items":[${fill(size, '{"kind":"List","items":[]},')}{}]}`,
  'backslashes in JSON': json('"x":"', '\\\\', '"}'),
  'backslashes in JSON that stays open': json('"x":"', '\\\\"', ''),
  'blanks in JSON': json('"x":', ' \n', '1}'),
  'values of JSON': texts(`{${META}}`),
  'keys in JSON': json('"x":{', (index) => `"k${index}":1,`, '"":1}}'),
  'one key again and again in JSON': json('"x":{', '"k":1,', '"":1}}'),
  'numbers in JSON': json('"x":[', '1,', '1]}'),
  'UTF-16': (size) =>
    Buffer.from(`\ufeff${fill(size / 2, (index) => service(index, 30000 + (index % 2767)))}`, 'utf16le'),
};
