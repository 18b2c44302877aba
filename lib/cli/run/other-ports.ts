import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';
import { HostPort } from '../../core/ledger/ledger';
import { Claim } from '../../core/service/claim';
import { HINTS, PORT_FIELDS, PortField, fieldFor } from '../../core/service/port-fields';
import { WrittenPort, nameResource, resourceClaims } from '../../core/service/resource-claims';

/** The ports that objects other than Services name. */
interface OtherPorts {
  readonly claims: readonly Claim[];
  readonly hostPorts: readonly HostPort[];
  /** Notes on ports that are not counted: one for each kind of field, and one for all chart values. */
  readonly notes: readonly Problem[];
}

const HOST_PORT = /[cC]ontainers\[\]\.ports\[\]\.hostPort$/;

/** Sorts ports into claims, host ports, chart values and unknown fields. */
export function sortPorts(
  written: readonly WrittenPort[],
  cluster: string,
  more: readonly PortField[] = [],
): OtherPorts {
  const fields = [...more, ...PORT_FIELDS];
  const claims: Claim[] = [];
  const hostPorts: HostPort[] = [];
  const values: WrittenPort[] = [];
  const unknown = new Map<string, WrittenPort>();
  for (const each of written) {
    const field = fieldFor(each, fields);
    const key = `${each.kind} ${each.field}`;
    if (field) claims.push(...resourceClaims(cluster, each, field));
    else if (HOST_PORT.test(each.field)) hostPorts.push(hostPortOf(each));
    else if (fieldFor(each, HINTS)) values.push(each);
    else if (each.field.endsWith('.nodePort') && !unknown.has(key)) unknown.set(key, each);
  }
  return { claims, hostPorts, notes: [...[...unknown.values()].map(unknownNote), ...valuesNote(values)] };
}

function hostPortOf(written: WrittenPort): HostPort {
  return { path: written.path, resource: nameResource(written), port: written.port };
}

function unknownNote(written: WrittenPort): Problem {
  const { kind, field } = written;
  const entry = `{ kind: ${kind}, path: '${field}' }`;
  const wayOut = `If it requests a node port, add ${entry} to customResources in nodeports.yaml`;
  return { severity: Severity.WARNING, path: written.path, what: `${whatIsWritten(written)} is not counted`, wayOut };
}

/** Only the templates of a chart determine whether a value becomes a node port. */
function valuesNote([first, ...others]: readonly WrittenPort[]): Problem[] {
  if (first === undefined) return [];
  const count = others.length === 0 ? 'is' : `and ${others.length} more chart values are`;
  const wayOut = 'Check what it renders: helm template CHART | cdk8s-nodeport check -';
  const what = `${whatIsWritten(first)} ${count} not counted`;
  return [{ severity: Severity.WARNING, path: first.path, what, wayOut }];
}

function whatIsWritten(written: WrittenPort): string {
  return `node port ${written.port} in ${written.field} of ${nameResource(written)}`;
}
