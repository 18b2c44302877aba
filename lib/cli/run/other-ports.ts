import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';
import { HostPort } from '../../core/ledger/ledger';
import { Claim } from '../../core/service/claim';
import {
  HINTS,
  PORT_FIELDS,
  PortField,
  WrittenPort,
  fieldFor,
  nameResource,
  resourceClaim,
} from '../../core/service/resource-ports';

/** What was found in objects other than Services. */
export interface OtherPorts {
  readonly claims: readonly Claim[];
  readonly hostPorts: readonly HostPort[];
  /** What is not counted, each kind of field once. */
  readonly notes: readonly Problem[];
}

const HOST_PORT = /[cC]ontainers\[\]\.ports\[\]\.hostPort$/;

/** Separates claims, host ports and unknown fields. */
export function sortPorts(
  written: readonly WrittenPort[],
  cluster: string,
  more: readonly PortField[] = [],
): OtherPorts {
  const fields = [...more, ...PORT_FIELDS];
  const claims: Claim[] = [];
  const hostPorts: HostPort[] = [];
  const notes = new Map<string, Problem>();
  for (const each of written) {
    const field = fieldFor(each, fields);
    if (field) {
      claims.push(resourceClaim(cluster, each, field));
    } else if (HOST_PORT.test(each.field)) {
      hostPorts.push({ path: each.path, resource: nameResource(each), port: each.port });
    } else if (each.field.endsWith('.nodePort') && !notes.has(`${each.kind} ${each.field}`)) {
      notes.set(`${each.kind} ${each.field}`, note(each));
    }
  }
  return { claims, hostPorts, notes: [...notes.values()] };
}

function note(written: WrittenPort): Problem {
  const { path, kind, field, port } = written;
  const wayOut = fieldFor(written, HINTS)
    ? 'Check what it renders: helm template CHART | cdk8s-nodeport check -'
    : `If it asks for a node port, add { kind: ${kind}, path: '${field}' } to customResources in nodeports.yaml`;
  return {
    severity: Severity.WARNING,
    path,
    what: `node port ${port} in ${field} of ${nameResource(written)} is not counted`,
    wayOut,
  };
}
