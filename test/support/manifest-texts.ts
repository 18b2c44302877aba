import * as fc from 'fast-check';

/** How a Service is written. */
export interface Style {
  readonly layout: 'block' | 'indented' | 'flow' | 'spread flow' | 'compact JSON' | 'pretty JSON';
  readonly lineBreak: '\n' | '\r\n' | '\r';
  readonly quote: '' | '"' | "'";
  readonly comment: string;
  readonly endsInBreak: boolean;
  readonly hasByteOrderMark: boolean;
}

/** A port of a Service, with what is written around it. */
export interface WrittenEntry {
  readonly name: string;
  readonly port: number;
  readonly nodePort?: number;
  readonly isPortFirst: boolean;
}

/** A Service to write. */
export interface WrittenService {
  readonly name: string;
  readonly ports: readonly WrittenEntry[];
}

export const styles: fc.Arbitrary<Style> = fc.record({
  layout: fc.constantFrom('block', 'indented', 'flow', 'spread flow', 'compact JSON', 'pretty JSON'),
  lineBreak: fc.constantFrom('\n', '\r\n', '\r'),
  quote: fc.constantFrom('', '"', "'"),
  comment: fc.constantFrom('', '# a port', '# nodePort: 30000', '# it\'s "quoted" {', '# é 🚢'),
  endsInBreak: fc.boolean(),
  hasByteOrderMark: fc.boolean(),
});

export const services: fc.Arbitrary<WrittenService> = fc.record({
  name: fc.constantFrom('web', 'api', 'db', 'grafana', 'minio', 'kafka'),
  ports: fc
    .uniqueArray(
      fc.record({
        name: fc.constantFrom('http', 'https', 'metrics', 'admin', 'grpc'),
        port: fc.constantFrom(1, 80, 8080, 65000),
        nodePort: fc.option(fc.constant(31000), { nil: undefined }),
        isPortFirst: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5, selector: ({ name }) => name },
    )
    .map((ports) => ports.map((entry, at) => ({ ...entry, port: entry.port + at })))
    .map((ports) => ports.map((entry, at) => ({ ...entry, nodePort: entry.nodePort && entry.nodePort + at }))),
});

/** A Service as a person or a tool might write it. */
export function manifestText(service: WrittenService, style: Style): string {
  const text = style.layout.endsWith('JSON') ? jsonText(service, style) : yamlText(service, style);
  const lines = text.replace(/\n$/, '').replaceAll('\n', style.lineBreak);
  return (style.hasByteOrderMark ? '\ufeff' : '') + lines + (style.endsInBreak ? style.lineBreak : '');
}

function jsonText({ name, ports }: WrittenService, { layout }: Style): string {
  const manifest = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { type: 'NodePort', ports: ports.map((entry) => Object.fromEntries(fieldsOf(entry))) },
  };
  return JSON.stringify(manifest, null, layout === 'compact JSON' ? 0 : 2);
}

function yamlText({ name, ports }: WrittenService, style: Style): string {
  const comment = style.comment === '' ? '' : `  ${style.comment}`;
  const entries = ports.map((entry) => entryText(entry, style, comment)).join('\n');
  return `${style.comment}
apiVersion: v1
kind: Service${comment}
metadata: { name: ${name}, namespace: shop }
spec:
  type: NodePort
  ports:${comment}
${entries}
  selector: { app: ${name} }${comment}
`;
}

function entryText(entry: WrittenEntry, { layout, quote }: Style, comment: string): string {
  const fields = fieldsOf(entry).map(([key, value]) => `${quote}${key}${quote}: ${value}`);
  if (layout === 'flow') return `  - { ${fields.join(', ')} }${comment}`;
  if (layout === 'spread flow') return `  - {\n${fields.map((field) => `      ${field}`).join(',\n')}\n    }${comment}`;
  const indentation = layout === 'indented' ? '    ' : '  ';
  return fields.map((field, at) => `${indentation}${at === 0 ? '- ' : '  '}${field}${comment}`).join('\n');
}

function fieldsOf({ name, port, nodePort, isPortFirst }: WrittenEntry): [string, string | number][] {
  const fields: [string, string | number][] = [
    ['name', name],
    ['port', port],
    ...(nodePort === undefined ? [] : ([['nodePort', nodePort]] as [string, number][])),
  ];
  return isPortFirst ? [fields[1], fields[0], ...fields.slice(2)] : fields;
}
