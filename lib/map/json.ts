import { PortMap } from '../core/map/port-map';
import { printableJson } from '../core/text/printable';

/** The version of the JSON format, increased if a field is removed or changes its meaning. */
const MAP_JSON_VERSION = 1;

/** The map for programs. */
export function mapJson({ version, clusters }: PortMap): string {
  return `${printableJson({ version: MAP_JSON_VERSION, tool: { name: 'cdk8s-nodeport', version }, clusters })}\n`;
}
