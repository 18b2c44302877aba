import { AnyFields, fieldsOf, isMap } from './fields-of';
import { HIGHEST_PORT } from '../cluster/port-range';

/** A field of a Service that is probably a mistake. */
export interface FieldMistake {
  /** The entry of `spec.ports` that contains it; undefined if it is elsewhere in the manifest. */
  readonly index?: number;
  /** Where it is, such as `spec.ports[0].nodeport`. */
  readonly field: string;
  readonly value: unknown;
  /** The intended field; undefined if the field is right but its value has the wrong type. */
  readonly instead?: string;
  /** What the value must be, if the value is wrong. */
  readonly expected?: 'text' | 'a whole number' | 'true or false' | 'a list';
}

/** The fields that determine node ports and their types; `nodePort` has its own rule. */
const SPEC = {
  type: 'text',
  externalTrafficPolicy: 'text',
  clusterIP: 'text',
  allocateLoadBalancerNodePorts: 'true or false',
  ports: 'a list',
} as const;
const ENTRY = { name: 'text', protocol: 'text', port: 'a whole number' } as const;
const METADATA = { name: 'text', namespace: 'text' } as const;
const UNTYPED = { spec: ['healthCheckNodePort'], entry: ['nodePort', 'targetPort', 'appProtocol'] };

/** The names of known fields, by what is left of each without capitals, hyphens and underscores. */
const IN_MANIFEST = byPlainName(['metadata', 'spec']);
const IN_SPEC = byPlainName([...Object.keys(SPEC), ...UNTYPED.spec]);
const IN_ENTRY = byPlainName([...Object.keys(ENTRY), ...UNTYPED.entry]);
const NAMES_IN_ENTRY = new Set(IN_ENTRY.values());

type Types = Readonly<Record<string, NonNullable<FieldMistake['expected']>>>;

/** Every mistake in a Service: unknown fields, and values that the API server cannot decode. */
export function fieldMistakesOf(manifest: AnyFields): FieldMistake[] {
  const [metadata, spec] = [fieldsOf(manifest.metadata), fieldsOf(manifest.spec)];
  const mistakes = [
    ...misspelled(manifest, IN_MANIFEST),
    ...outsideSpec(manifest),
    ...outsideSpec(metadata, 'metadata'),
    ...wrongTypes(metadata, METADATA, 'metadata'),
    ...wrongTypes(spec, SPEC, 'spec'),
    ...misspelled(spec, IN_SPEC, 'spec'),
  ];
  // One level too high: the field belongs in each entry of spec.ports.
  if (isWritten(spec.nodePort)) {
    mistakes.push({ field: 'spec.nodePort', value: spec.nodePort, instead: 'spec.ports[0].nodePort' });
  }
  if (!Array.isArray(spec.ports)) return mistakes;
  return mistakes.concat(
    spec.ports.flatMap((entry: unknown, index) => {
      if (!isMap(entry)) return [];
      const at = `spec.ports[${index}]`;
      const found = [...wrongTypes(entry, ENTRY, at), ...misspelled(entry, IN_ENTRY, at)];
      return found.map((mistake) => ({ ...mistake, index }));
    }),
  );
}

/** Whether an entry of `spec.ports` may contain a mistake; runs for every Service of an app. */
export function mayHoldMistake(entry: AnyFields): boolean {
  for (const key in entry) if (!NAMES_IN_ENTRY.has(key)) return true;
  return !isPort(entry.port);
}

/** Whether a value is the number of a service port. */
export function isPort(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= HIGHEST_PORT;
}

function wrongTypes(fields: AnyFields, types: Types, at: string): FieldMistake[] {
  return Object.entries(types).flatMap(([name, expected]) => {
    const value = fields[name];
    return value === undefined || value === null || IS[expected](value)
      ? []
      : [{ field: `${at}.${name}`, value, expected }];
  });
}

const IS: Readonly<Record<NonNullable<FieldMistake['expected']>, (value: unknown) => boolean>> = {
  'text': (value) => typeof value === 'string',
  // A quoted number has the right digits, but the API server refuses the quotes.
  'a whole number': (value) => Number.isInteger(value),
  'true or false': (value) => typeof value === 'boolean',
  'a list': Array.isArray,
};

/** Fields that differ from a known one only in case, hyphens or underscores. */
function misspelled(fields: AnyFields, known: ReadonlyMap<string, string>, at?: string): FieldMistake[] {
  const within = at === undefined ? '' : `${at}.`;
  return Object.keys(fields).flatMap((name) => {
    const right = known.get(plain(name));
    if (right === undefined || right === name || !isWritten(fields[name])) return [];
    return [{ field: `${within}${name}`, value: fields[name], instead: `${within}${right}` }];
  });
}

/** Fields of the spec that are indented too little or too much, or the spec itself inside of `metadata`. */
function outsideSpec(fields: AnyFields, at?: string): FieldMistake[] {
  const within = at === undefined ? '' : `${at}.`;
  const inSpec = [...IN_SPEC.values()].map((name): [string, string] => [name, `spec.${name}`]);
  return [...(at === undefined ? [] : [['spec', 'spec']]), ...inSpec]
    .filter(([name]) => isWritten(fields[name]))
    .map(([name, instead]) => ({ field: `${within}${name}`, value: fields[name], instead }));
}

function byPlainName(names: readonly string[]): Map<string, string> {
  return new Map(names.map((name) => [plain(name), name]));
}

function plain(name: string): string {
  return name.replace(/[-_]/g, '').toLowerCase();
}

function isWritten(value: unknown): boolean {
  return value !== undefined && value !== null;
}
