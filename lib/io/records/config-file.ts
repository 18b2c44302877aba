import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { YamlFields } from './yaml-fields';
import { MAX_BLOCK_SIZE, Reservation, parsePortList } from '../../core/assign/reservation';
import { ClusterDescription, ClusterProfile } from '../../core/cluster/cluster-profile';
import { Acceptance } from '../../core/findings/acceptance';
import { acceptanceFault } from '../../core/rules/acceptances';
import { PortField } from '../../core/service/port-fields';
import { readText } from '../files/pieces';

/** The default name of the file that describes the cluster. */
export const CONFIG_FILE = 'nodeports.yaml';

/** The fields of the file, matching its JSON schema. */
export const CONFIG_FIELDS = [
  'cluster',
  'portRange',
  'kubernetesVersion',
  'staticSubrangeGate',
  'strict',
  'takenPorts',
  'avoidPorts',
  'reservations',
  'accept',
  'exclude',
  'customResources',
] as const;
const PORT_FIELD_FIELDS = ['kind', 'path'] as const;
export const TAKEN_PORT_FIELDS = ['port', 'reason'] as const;
export const RESERVATION_FIELDS = ['name', 'ports', 'size', 'reason', 'owner', 'services'] as const;
export const ACCEPT_FIELDS = ['code', 'reason', 'path'] as const;

/** A cluster as a file describes it. */
interface Config {
  readonly description: ClusterDescription;
  readonly isStrict?: boolean;
  readonly takenPorts: readonly { readonly port: number; readonly reason: string; readonly path: string }[];
  /** Ports that are held for Services in manifests. */
  readonly reservations: readonly Reservation[];
  readonly acceptances: readonly Acceptance[];
  /** Patterns of files and folders to skip. */
  readonly exclude: readonly string[];
  /** Fields of custom resources that ask for node ports. */
  readonly portFields: readonly PortField[];
  /** The place of the range, or the file itself. */
  readonly path: string;
}

/** Reads a file. Throws with the place of the fault. */
export function readConfig(name: string, cwd: string): Config {
  return configOf(name, textOf(name, cwd));
}

/** Reads the default file; undefined if there is none. Throws with the place of the fault. */
export function readDefaultConfig(cwd: string): Config | undefined {
  return existsSync(resolve(cwd, CONFIG_FILE)) ? readConfig(CONFIG_FILE, cwd) : undefined;
}

function textOf(name: string, cwd: string): string {
  try {
    return readText(resolve(cwd, name));
  } catch (error) {
    throw new Error(
      `${name}: the description of the cluster cannot be read: ${(error as Error).message}. Name another with ` +
        `--config, or none with --no-config`,
    );
  }
}

function configOf(name: string, text: string): Config {
  const fields = YamlFields.read(name, text).fields(CONFIG_FIELDS);
  const description: ClusterDescription = {
    cluster: fields.get('cluster')?.text('prod'),
    portRange: fields.get('portRange')?.text('30000-32767'),
    kubernetesVersion: fields.get('kubernetesVersion')?.text('1.31'),
    staticSubrangeGate: fields.get('staticSubrangeGate')?.flag(),
    avoidPorts: fields
      .get('avoidPorts')
      ?.items()
      .map((item) => item.port()),
  };
  const path = (fields.get('portRange') ?? fields.get('kubernetesVersion'))?.place ?? `${name}:1:1`;
  requireUsable(description, path);
  return {
    description,
    isStrict: fields.get('strict')?.flag(),
    takenPorts: (fields.get('takenPorts')?.items() ?? []).map(takenPort),
    reservations: (fields.get('reservations')?.items() ?? []).map(reservation),
    exclude: (fields.get('exclude')?.items() ?? []).map((item) => item.text('vendor/**')),
    portFields: (fields.get('customResources')?.items() ?? []).map(portField),
    acceptances: (fields.get('accept')?.items() ?? []).map(acceptance),
    path,
  };
}

function requireUsable(description: ClusterDescription, path: string): void {
  try {
    new ClusterProfile(description);
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`);
  }
}

function takenPort(item: YamlFields): Config['takenPorts'][number] {
  const fields = item.fields(TAKEN_PORT_FIELDS);
  return {
    port: required(item, fields, 'port', '30000').port(),
    reason: requiredText(item, fields, 'reason', 'the API server itself'),
    path: item.place,
  };
}

/** As a construct of an app describes it, with its name in place of the path. */
function reservation(item: YamlFields): Reservation {
  const fields = item.fields(RESERVATION_FIELDS);
  const key = requiredText(item, fields, 'name', 'kafka');
  const [ports, size] = [fields.get('ports')?.text('30040-30044'), fields.get('size')?.size(MAX_BLOCK_SIZE)];
  if ((ports === undefined) === (size === undefined)) {
    throw item.wrong("it needs either ports or size. Write ports: '30040-30044', or size: 5");
  }
  return {
    key,
    owner: fields.get('owner')?.text('team data') ?? key,
    reason: requiredText(item, fields, 'reason', 'Kafka brokers'),
    ports: ports === undefined ? undefined : parsePortList(ports, `${item.place}: reservation ${key}`),
    size,
    services: (fields.get('services')?.items() ?? []).map((each) =>
      each.matching(/^[^/\s]+\/[^/\s]+$/, 'kafka/mirror'),
    ),
  };
}

function portField(item: YamlFields): PortField {
  const fields = item.fields(PORT_FIELD_FIELDS);
  return {
    kind: requiredText(item, fields, 'kind', 'Kafka'),
    path: requiredText(item, fields, 'path', 'spec.listeners[].nodePort'),
  };
}

function acceptance(item: YamlFields): Acceptance {
  const fields = item.fields(ACCEPT_FIELDS);
  const read = {
    path:
      fields
        .get('path')
        ?.text('teams/edge')
        .replace(/^\.\/|\/$/g, '') ?? '',
    code: requiredText(item, fields, 'code', 'pinned-in-dynamic-band'),
    reason: requiredText(item, fields, 'reason', 'clients move by March'),
  };
  const fault = acceptanceFault(read);
  if (fault) throw item.wrong(`${fault.parts.what}. ${fault.parts.wayOut}`);
  return read;
}

type Fields = ReadonlyMap<string, YamlFields>;

function requiredText(item: YamlFields, fields: Fields, name: string, example: string): string {
  return required(item, fields, name, example).text(example);
}

function required(item: YamlFields, fields: Fields, name: string, example: string): YamlFields {
  const field = fields.get(name);
  if (!field) throw item.wrong(`${name} is missing. Write ${name}: ${example}`);
  return field;
}
