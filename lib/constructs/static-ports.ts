import { IConstruct } from 'constructs';
import { clusterOf } from './cluster';
import { HEALTH_CHECK_PORT } from '../core/claim';
import { refuse } from '../core/finding';
import { candidatesIn } from '../core/popular-ports';
import { PortRange } from '../core/port-range';

/** What a message needs to know of the owner of a port. */
interface PortContext {
  readonly who: string;
  readonly staticBand: PortRange;
  /** The prop that holds the number. */
  readonly prop: string;
}

/** Throws `not-a-port` unless a value is a whole number from 1 on; what lies above the range is the whole app's matter. */
export function requirePort(nodePort: number, { who, staticBand, prop }: PortContext): void {
  if (Number.isInteger(nodePort) && nodePort > 0) return;
  const why = nodePort === 0 ? '0 means "unset" in a Service, so it is no node port' : `${typeof nodePort === 'string' ? JSON.stringify(nodePort) : nodePort} is not a node port, which is a whole number from 1 to 65535`;
  throw refuse('not-a-port', { who, what: why, wayOut: `Write one of the static band ${staticBand}, such as ${prop}: ${example(staticBand)}` });
}

/** Throws unless a port of a static Service is pinned to something that can be a node port. */
export function requirePinned(construct: IConstruct, label: string, nodePort: number | undefined): void {
  const { staticBand } = clusterOf(construct).profile.bands;
  const who = `${construct.node.path}, ${label}`;
  const prop = label === HEALTH_CHECK_PORT ? label : 'nodePort';
  if (nodePort === undefined || nodePort === null) {
    throw refuse('static-port-missing', {
      who,
      what: 'a static Service pins every node port, and this one is unset',
      wayOut: `Write one of the static band ${staticBand}, such as ${prop}: ${example(staticBand)}`,
    });
  }
  requirePort(nodePort, { who, staticBand, prop });
}

/** A number to type, while nobody can know yet what is free. */
function example(staticBand: PortRange): number {
  const [first] = candidatesIn(staticBand, staticBand.first);
  return first;
}

/** The name of a port in messages, before there is a manifest. */
export function portLabel(port: number, name: string | undefined, protocol: string | undefined): string {
  return `port "${name ?? `${port}/${protocol ?? 'TCP'}`}"`;
}
