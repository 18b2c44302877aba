import { filledFile } from '../../../../lib/io/manifests/editing/filled-file';
import { readDocument } from '../../../../lib/io/manifests/manifest-document';

const HEAD = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec:\n';

/** A text with the number 30009 in the first port of its only Service, or why that is not possible. */
function filled(text: string, { index = 0, isRendered = false } = {}): string {
  const bytes = Buffer.from(text);
  const [{ path }] = readDocument('a.yaml', { bytes, line: 1 }, { isRendered }).services;
  const { bytes: after, faults } = filledFile('a.yaml', bytes, new Map([[path, new Map([[index, 30009]])]]), {
    isRendered,
  });
  return faults.length > 0 ? `refused: ${faults.map(({ fault }) => fault.message).join('; ')}` : `${after}`;
}

describe('a number is inserted after its port', () => {
  test.each([
    [
      'in block style',
      '  ports:\n  - port: 80\n    name: x\n',
      '  ports:\n  - port: 80\n    nodePort: 30009\n    name: x\n',
    ],
    [
      'after a comment',
      '  ports:\n    - name: x\n      port: 80 # y\n',
      '  ports:\n    - name: x\n      port: 80 # y\n      nodePort: 30009\n',
    ],
    [
      'at the end of a text without a line break',
      '  ports:\n  - port: 80',
      '  ports:\n  - port: 80\n    nodePort: 30009',
    ],
    [
      'in quotes if the other keys are',
      "  ports:\n  - 'port': 80\n",
      "  ports:\n  - 'port': 80\n    'nodePort': 30009\n",
    ],
    [
      'if the key is explicit',
      '  ports:\n  - ? port\n    : 80\n',
      '  ports:\n  - ? port\n    : 80\n    nodePort: 30009\n',
    ],
    [
      'if the item begins on its own line',
      '  ports:\n  -\n    port: 80\n',
      '  ports:\n  -\n    port: 80\n    nodePort: 30009\n',
    ],
    ['in braces', '  ports: [{port: 80}]\n', '  ports: [{port: 80, nodePort: 30009}]\n'],
    [
      'in braces with room',
      '  ports: [ { name: x,  port: 80 } ]\n',
      '  ports: [ { name: x,  port: 80,  nodePort: 30009 } ]\n',
    ],
    [
      'in braces over several lines',
      '  ports: [{\n    port: 80,\n  }]\n',
      '  ports: [{\n    port: 80,\n    nodePort: 30009,\n  }]\n',
    ],
    [
      'in braces with a comment',
      '  ports: [{ port: 80 # y\n  }]\n',
      '  ports: [{ port: 80, nodePort: 30009 # y\n  }]\n',
    ],
    ['in braces with quoted keys', '  ports: [{"port":80}]\n', '  ports: [{"port":80,"nodePort":30009}]\n'],
    ['if the port is in hexadecimal', '  ports:\n  - port: 0x50\n', '  ports:\n  - port: 0x50\n    nodePort: 30009\n'],
    [
      'beside a merge key',
      '  ports:\n  - port: 80\n    <<: &y { name: x }\n',
      '  ports:\n  - port: 80\n    nodePort: 30009\n    <<: &y { name: x }\n',
    ],
    [
      'after an anchor without aliases',
      '  ports:\n  - &y\n    port: 80\n',
      '  ports:\n  - &y\n    port: 80\n    nodePort: 30009\n',
    ],
  ])('%s', (_, before, after) => {
    const spec = '  type: NodePort\n';
    expect(filled(HEAD + spec + before)).toBe(HEAD + spec + after);
    const [windows, expected] = [before, after].map((text) => (HEAD + spec + text).replaceAll('\n', '\r\n'));
    expect(filled(windows)).toBe(expected);
  });

  test('in a Service of a list, among documents of other kinds', () => {
    const item = '- apiVersion: v1\n  kind: Service\n  metadata: {name: web}\n  spec:\n    ports:\n    - port: 80\n';
    const text = `# first\nkind: Namespace\n---\napiVersion: v1\nkind: List\nitems:\n${item}...\n---\n{ "kind": "X" }\n`;
    const bytes = Buffer.from(text);
    const document = { bytes: bytes.subarray(text.indexOf('---\n')), line: 3 };
    const [{ path }] = readDocument('a.yaml', document).services;
    const { bytes: after } = filledFile('a.yaml', bytes, new Map([[path, new Map([[0, 30009]])]]), {
      isRendered: false,
    });
    expect(`${after}`).toBe(text.replace('- port: 80', '- port: 80\n      nodePort: 30009'));
  });

  test.each([
    ['at the start', '\ufeff'],
    ['after a marker, in concatenated files', '---\n\ufeff'],
  ])('after a byte order mark %s', (_, head) => {
    const text = `${head}${HEAD}  ports:\n  - port: 80\n`;
    expect(filled(text)).toBe(`${text}    nodePort: 30009\n`);
  });

  test.each([
    ['compact', 0],
    ['pretty', 2],
    ['tabbed', '\t'],
  ])('in %s JSON', (_, indent) => {
    const json = (port: object) =>
      JSON.stringify(
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [port] } },
        null,
        indent,
      );
    expect(filled(json({ port: 80, targetPort: 1 }))).toBe(json({ port: 80, nodePort: 30009, targetPort: 1 }));
    expect(filled(json({ name: 'x', port: 80 }))).toBe(json({ name: 'x', port: 80, nodePort: 30009 }));
  });
});

describe('a place that is uncertain is refused', () => {
  test.each([
    ['a nodePort of 0', '  ports:\n  - port: 80\n    nodePort: 0\n', 'nodePort is written without a number'],
    ['a nodePort without a value', '  ports:\n  - port: 80\n    nodePort:\n', 'nodePort is written without a number'],
    [
      'a port of a merge key',
      '  x: &x { port: 80 }\n  ports:\n  - <<: *x\n',
      'it takes its ports from a merge key, <<',
    ],
    ['a list of a merge key', '  <<: { ports: [{ port: 80 }] }\n', 'it takes its ports from a merge key, <<'],
    ['a port that an alias repeats', '  ports:\n  - &x { port: 80 }\n  other: *x\n', 'an alias repeats its ports'],
    ['a port that is an alias', '  x: &x { port: 80 }\n  ports:\n  - *x\n', 'an alias repeats its ports'],
    ['a spec that is merged elsewhere', '  ports: &p\n  - port: 80\n  y: { z: *p }\n', 'an alias repeats its ports'],
    ['a template', '  # {{ .Values.x }}\n  ports:\n  - port: 80\n', 'its document holds the marks of a template'],
  ])('%s', (_, spec, reason) => {
    expect(filled(HEAD + spec)).toContain(`refused: ${reason}`);
  });

  test('except marks of a template in rendered output', () => {
    const text = `${HEAD}  # {{ .Values.x }}\n  ports:\n  - port: 80\n`;
    expect(filled(text, { isRendered: true })).toBe(`${text}    nodePort: 30009\n`);
  });

  test('as is a file with bytes of another encoding, in whichever document', () => {
    const bytes = Buffer.from(`name: caf\xe9\n---\n${HEAD}  ports: [{ port: 80 }]\n`, 'latin1');
    const wanted = new Map([['a.yaml:5:19', new Map([[0, 30009]])]]);
    const filledBytes = filledFile('a.yaml', bytes, wanted, { isRendered: false });
    expect(filledBytes.bytes).toEqual(bytes);
    expect(filledBytes.faults).toMatchObject([{ fault: { message: expect.stringContaining('not UTF-8') } }]);
  });

  test('as is a file that was changed in the meantime', () => {
    const wanted = new Map([['a.yaml:3:19', new Map([[0, 30009]])]]);
    const { faults } = filledFile('a.yaml', Buffer.from('kind: Pod\n'), wanted, { isRendered: false });
    expect(faults.map(({ fault }) => fault.message)).toEqual([expect.stringContaining('cannot be found again')]);
  });
});
