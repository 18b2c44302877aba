import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { filledFile } from '../../../../lib/io/manifests/editing/filled-file';
import { readDocument } from '../../../../lib/io/manifests/manifest-document';
import { WrittenService, manifestText, services, styles } from '../../../support/manifest-texts';
import { runs } from '../../../support/runs';

/** What is inserted: a field behind a comma or on a line of its own. */
const inserted = (number: number) =>
  new RegExp(`(?:,[ \\t]*(?:\\r\\n|[\\r\\n])?|\\r\\n|[\\r\\n])[ \\t]*["']?nodePort["']?:[ \\t]*${number}(?!\\d)`);

/** The ports of a Service, as the `yaml` package reads them; it takes no byte order mark, and no CR alone. */
function portsIn(text: string): unknown[] {
  const [document] = parseAllDocuments(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'));
  return (document as { toJS(): { spec: { ports: unknown[] } } }).toJS().spec.ports;
}

/** A number for every port that has none, by its index. */
function openPorts({ ports }: WrittenService): Map<number, number> {
  return new Map(
    ports.flatMap(({ nodePort }, index) => (nodePort === undefined ? [[index, 30001 + index] as const] : [])),
  );
}

test('every byte outside the insertions is unchanged, and a YAML parser sees exactly the added numbers', () => {
  fc.assert(
    fc.property(services, styles, (service, style) => {
      const before = manifestText(service, style);
      const numbers = openPorts(service);
      const [{ path }] = readDocument('a.yaml', { bytes: Buffer.from(before), line: 1 }).services;
      const { bytes, faults } = filledFile('a.yaml', Buffer.from(before), new Map([[path, numbers]]), {
        isRendered: false,
      });
      expect(faults).toEqual([]);
      const after = bytes.toString();
      expect([...numbers.values()].reduce((text, number) => text.replace(inserted(number), ''), after)).toBe(before);
      const ports = portsIn(before).map((entry, index) =>
        numbers.has(index) ? { ...(entry as object), nodePort: numbers.get(index) } : entry,
      );
      expect(portsIn(after)).toEqual(ports);
    }),
    runs(100),
  );
});
