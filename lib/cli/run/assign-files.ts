import { readFileSync } from 'node:fs';
import { AssignInputs } from './assign-inputs';
import { numbersToWrite } from '../../core/filling/open-ports';
import { Finding, fileOfPlace, finding } from '../../core/findings/finding';
import { STDIN } from '../../core/findings/problem';
import { nameService, serviceKey, HEALTH_CHECK_PORT } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';
import { nameEntryPort } from '../../core/service/service-manifest';
import { Rewrite } from '../../io/files/rewritten-files';
import { UncertainService } from '../../io/manifests/editing/filled-document';
import { filledFile } from '../../io/manifests/editing/filled-file';
import { AssignedPort } from '../../report/assignment';

/** The next text of every file that changes, or why there is none. */
export interface FilledInputs {
  readonly rewrites: readonly Rewrite[];
  /** What goes to standard output; undefined if standard input is not filled in. */
  readonly stdout?: string;
  readonly assigned: readonly AssignedPort[];
  readonly findings: readonly Finding[];
}

/** Inserts the numbers of Services into the texts that they were read from; writes nothing. */
export function fillInputs(services: readonly ServiceClaims[], inputs: AssignInputs): FilledInputs {
  const byFile = new Map<string, ServiceClaims[]>();
  for (const service of services) {
    const file = fileOfPlace(service.owner.path);
    byFile.set(file, [...(byFile.get(file) ?? []), service]);
  }
  const pathOf = new Map(inputs.inputs.map(({ name, path }) => [name, path]));
  const findings: Finding[] = [];
  const rewrites: Rewrite[] = [];
  let stdout = inputs.stdin?.toString();
  for (const [file, filled] of byFile) {
    const path = pathOf.get(file);
    const before = path === undefined ? (inputs.stdin ?? Buffer.alloc(0)) : readFileSync(path);
    const { bytes, faults } = filledFile(file, before, wantedIn(filled), { isRendered: file === STDIN });
    findings.push(...faults.map((fault) => uncertain(fault, filled)));
    if (path === undefined) stdout = bytes.toString();
    else rewrites.push({ path, before: before.toString(), after: bytes.toString() });
  }
  return { rewrites, stdout, assigned: services.flatMap(portsOf), findings };
}

function wantedIn(services: readonly ServiceClaims[]): Map<string, Map<number, number>> {
  return new Map(services.map((service) => [service.owner.path, numbersToWrite(service)]));
}

function uncertain({ service: place, fault }: UncertainService, services: readonly ServiceClaims[]): Finding {
  const { owner } = services.find((each) => each.owner.path === place)!;
  const { message: what, wayOut } = fault;
  return finding(
    'place-uncertain',
    { who: nameService(owner), what, wayOut },
    { cluster: owner.cluster, path: place, service: serviceKey(owner) },
  );
}

function portsOf(service: ServiceClaims): AssignedPort[] {
  const { owner, manifest } = service;
  return [...numbersToWrite(service)].map(([index, nodePort]) => {
    const port = index < 0 ? HEALTH_CHECK_PORT : nameEntryPort(manifest.ports[index]);
    const claim = service.claims.find(({ owner: { port: name } }) => name === port);
    return { path: claim?.owner.path ?? owner.path, service: serviceKey(owner), port, nodePort };
  });
}
