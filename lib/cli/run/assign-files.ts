import { readFileSync, statSync } from 'node:fs';
import { AssignInputs } from './assign-inputs';
import { FilledService } from '../../core/filling/filling';
import { Finding, finding } from '../../core/findings/finding';
import { fileOfPlace } from '../../core/findings/place';
import { serviceKey, HEALTH_CHECK_PORT } from '../../core/service/claim';
import { nameOwner, nameService } from '../../core/service/owner-names';
import { nameEntryPort } from '../../core/service/port-entry';
import { fileOperand, shellWord } from '../../core/text/shell';
import { Rewrite } from '../../io/files/rewritten-files';
import { UncertainService } from '../../io/manifests/editing/filled-document';
import { filledFile } from '../../io/manifests/editing/filled-file';
import { AssignmentRow } from '../../report/assignment-report';
import { UsageError } from '../args/command';

/** The next text of every file that changes, or why there is none. */
export interface FilledInputs {
  readonly rewrites: readonly Rewrite[];
  /** What goes to standard output; undefined if standard input is not filled in. */
  readonly stdout?: string;
  readonly assigned: readonly AssignmentRow[];
  readonly findings: readonly Finding[];
}

/** Inserts the numbers of Services into the texts that they were read from; writes nothing. */
export function fillInputs(services: readonly FilledService[], inputs: AssignInputs): FilledInputs {
  const names = [...new Set(services.map(({ owner }) => fileOfPlace(owner.path)))];
  const files = names.map((name) => {
    const path = inputs.inputs.find((each) => each.name === name)?.path;
    const before = path === undefined ? (inputs.stdin as Buffer) : fileBytes(name, path);
    const own = services.filter(({ owner }) => fileOfPlace(owner.path) === name);
    const numbers = new Map(own.map((service) => [service.owner.path, service.numbers]));
    const { bytes, faults } = filledFile(name, before, numbers, { isRendered: path === undefined });
    return { path, before: `${before}`, after: `${bytes}`, findings: faults.map((fault) => uncertain(fault, own)) };
  });
  return {
    rewrites: files.flatMap(({ path, before, after }) => (path === undefined ? [] : [{ path, before, after }])),
    stdout: files.find(({ path }) => path === undefined)?.after ?? inputs.stdin?.toString(),
    assigned: services.flatMap(portsOf),
    findings: files.flatMap(({ findings }) => findings),
  };
}

/** What was read from a pipe is gone, and a second read would wait forever. */
function fileBytes(name: string, path: string): Buffer {
  if (statSync(path).isFile()) return readFileSync(path);
  const source = path.startsWith('/dev/') ? 'COMMAND' : `cat ${shellWord(fileOperand(name))}`;
  throw new UsageError(
    `${name} is not a regular file, so no number can be written into it. Pipe it in: ${source} | ` +
      'npx cdk8s-nodeport assign -',
  );
}

function uncertain({ service: place, fault, field }: UncertainService, services: readonly FilledService[]): Finding {
  const service = services.find((each) => each.owner.path === place)!;
  const { owner } = service;
  const { message: what, wayOut, index } = fault;
  const who = index === undefined ? nameService(owner) : nameOwner({ ...owner, port: portAt(service, index) });
  return finding(
    'place-uncertain',
    { who, what, wayOut },
    { cluster: owner.cluster, path: field ?? place, service: serviceKey(owner) },
  );
}

function portsOf(service: FilledService): AssignmentRow[] {
  const { owner } = service;
  return [...service.numbers].map(([index, nodePort]) => {
    const port = portAt(service, index);
    const claim = service.claims.find(({ owner: { port: name } }) => name === port);
    return { path: claim?.owner.path ?? owner.path, service: serviceKey(owner), port, nodePort };
  });
}

function portAt({ manifest }: FilledService, index: number): string {
  return index < 0 ? HEALTH_CHECK_PORT : nameEntryPort(manifest.ports[index]);
}
