import { appliedService, snapshotText } from './snapshots';

/** A line of a lock. */
export const entry = (port: number, fields: string) => `      ${port}: { ${fields} }\n`;
/** The section of a cluster in a lock. */
export const section = (name: string, range: string, entries: string) =>
  `  ${name}:\n    range: ${range}\n    ports:\n${entries}`;
/** A lock of several clusters. */
export const lock = (...sections: string[]) => `version: 1\nclusters:\n${sections.join('')}`;

/** A small cluster whose range starts at an odd number. */
export const LAB = section(
  'lab',
  '30005-30024',
  [
    entry(30006, 'service: shop/web, port: http, state: assigned'),
    entry(30009, 'service: storage/minio, port: api, state: pinned'),
    entry(30011, 'reservation: kafka, owner: "team data", state: reserved, reason: brokers'),
    entry(30012, 'service: edge/old, port: https, state: retired, since: 2026-05-04'),
  ].join(''),
);
export const PROD = section('prod', '30000-32767', entry(30001, 'service: iot/mqtt, port: mqtt, state: assigned'));

/** A cluster with two static ports and a picked one. */
export const SNAPSHOT = snapshotText(
  appliedService('default/a', 30001),
  appliedService('default/b', 30002),
  appliedService('default/c', 31000),
);

/** A terminal that shows more than ASCII. */
export const UTF8 = { LANG: 'en_GB.UTF-8' };
