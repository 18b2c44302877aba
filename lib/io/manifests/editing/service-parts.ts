import { NumberField } from './field-insertion';
import { NoCertainPlace, NumberFound } from './no-certain-place';
import { SharedNodes } from './shared-nodes';
import { MapNode, YamlNode } from '../tree/node';

/** The numbers of a Service by the index of its port, -1 for the health check. */
export type Numbers = ReadonlyMap<number, number>;

/** A field to add to a map of a Service, behind another one. */
export interface ServicePart {
  readonly map: MapNode;
  /** The index of the field before it. */
  readonly behind: number;
  readonly field: NumberField;
}

const PORT = 'port';
const NODE_PORT = 'nodePort';
const HEALTH_CHECK = 'healthCheckNodePort';
const POLICY = 'externalTrafficPolicy';

/** Where the numbers of a Service go. Throws `NoCertainPlace`. */
export function partsToFill(service: MapNode, numbers: Numbers, shared: SharedNodes): ServicePart[] {
  const spec = ownField(service, 'spec');
  return [...numbers].map(([index, value]) => {
    const map = index < 0 ? spec : itemOf(ownField(spec, 'ports'), index);
    const name = index < 0 ? HEALTH_CHECK : NODE_PORT;
    refuseUnset(map, name, index, shared);
    return partIn(map, index < 0 ? POLICY : PORT, { name, value }, shared);
  });
}

function partIn(map: YamlNode, behind: string, field: NumberField, shared: SharedNodes): ServicePart {
  if (map.kind !== 'map') throw isMerged(map.at);
  if (shared.has(map)) throw isShared(map.at);
  const index = map.keys.findIndex(({ value }) => value === behind);
  if (index < 0) throw isMerged(map.at);
  return { map, behind: index, field };
}

/** A field that a map has itself. */
function ownField(node: YamlNode, name: string): YamlNode {
  const index = node.kind === 'map' ? node.keys.map(({ value }) => value).lastIndexOf(name) : -1;
  if (index < 0) throw isMerged(node.at);
  return (node as MapNode).values[index];
}

function itemOf(node: YamlNode, index: number): YamlNode {
  const item = node.kind === 'list' ? node.items[index] : undefined;
  if (item === undefined) throw isMerged(node.at);
  return item;
}

function isMerged(at: number): NoCertainPlace {
  return new NoCertainPlace('it takes its ports from a merge key, <<', WRITE_OUT, at);
}

function isShared(at: number): NoCertainPlace {
  return new NoCertainPlace(
    'an alias repeats its ports, so a number here would be the number of several Services',
    WRITE_OUT,
    at,
  );
}

/** Nothing that is written is replaced. A map that is repeated is refused for that instead. */
function refuseUnset(map: YamlNode, name: string, index: number, shared: SharedNodes): void {
  if (map.kind !== 'map' || shared.has(map)) return;
  const written = map.keys.map(({ value }) => value).lastIndexOf(name);
  if (written < 0) return;
  const [what, wayOut] = [`${name} is written without a number`, `Delete that ${name}, and run it again`];
  const Fault = isNumber(map.values[written]) ? NumberFound : NoCertainPlace;
  throw new Fault(what, wayOut, map.keys[written].at, index);
}

function isNumber(node: YamlNode): boolean {
  return node.kind === 'scalar' && Number.isInteger(node.value) && (node.value as number) > 0;
}

const WRITE_OUT = 'Write the ports of this Service out, without the alias';
