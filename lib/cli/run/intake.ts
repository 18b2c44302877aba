import { sortPorts } from './other-ports';
import { withoutAlternatives } from './overlays';
import { startProgress } from './progress';
import { Severity } from '../../core/findings/finding-kind';
import { Problem, STDIN, compareProblems, gathered } from '../../core/findings/problem';
import { HostPort } from '../../core/ledger/ledger';
import { Claim, ClaimOwner } from '../../core/service/claim';
import { PortField, WrittenPort } from '../../core/service/resource-ports';
import { ServiceClaims, ServiceOrigin, claimsOf } from '../../core/service/service-claims';
import { InputFile } from '../../io/files/input-file';
import { findInputs, findInputsInOrder } from '../../io/files/input-files';
import { KustomizeTree } from '../../io/files/kustomize-tree';
import { Reading } from '../../io/manifests/manifest-input';
import { readManifestFile, readManifestStream } from '../../io/manifests/manifest-reader';
import { UsageError } from '../args/command';
import { World } from '../world';

/** What the operands of a command line contain, as one cluster. */
export interface Inputs {
  readonly services: readonly ServiceClaims[];
  /** The node ports that custom resources request. */
  readonly claims: readonly Claim[];
  /** The ports on which Pods listen on their node. */
  readonly hostPorts: readonly HostPort[];
  /** Sorted. */
  readonly problems: readonly Problem[];
  /** The number of files read, including standard input. */
  readonly files: number;
  /** The real paths of the files. */
  readonly paths: readonly string[];
  /** The same files, with their names in places. */
  readonly inputs: readonly InputFile[];
  /** The folders of Kustomize among the operands. */
  readonly kustomize: KustomizeTree;
  /** The lines of the document of each Service that is alone in its document. */
  readonly lines: ReadonlyMap<ServiceClaims, LineSpan>;
}

/** Some lines of a file, from 1. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
}

/** How to read. */
export interface InputsOptions {
  /** Whether the Services keep the order of the operands; otherwise they are sorted by file. */
  readonly keepsOrder?: boolean;
  /** What a Service at a place demands; the default is nothing. */
  readonly demandsOf?: (manifest: unknown, path: string) => Pick<ServiceOrigin, 'demandsStatic' | 'wishes'>;
  /** Whether links that lead out of a folder are followed. */
  readonly followsLinks?: boolean;
  /** Patterns of files and folders to skip. */
  readonly exclude?: readonly string[];
  /** Fields of custom resources that ask for node ports, in addition to the known ones. */
  readonly portFields?: readonly PortField[];
}

/**
 * Reads every Service that the operands of a command lead to; `-` is standard input. Throws `UsageError` if there are
 * no operands.
 */
export async function readInputs(
  operands: readonly string[],
  cluster: string,
  world: World,
  options: InputsOptions = {},
): Promise<Inputs> {
  if (operands.length === 0) {
    throw new UsageError(
      'Nothing to read. Name files or folders, or - for standard input, as in cdk8s-nodeport check manifests/',
    );
  }
  const {
    keepsOrder = false,
    demandsOf = () => ({ demandsStatic: false }),
    followsLinks,
    exclude,
    portFields,
  } = options;
  const services: ServiceClaims[] = [];
  const lines = new Map<ServiceClaims, LineSpan>();
  const problems: Problem[] = [];
  const written: WrittenPort[] = [];
  const progress = startProgress(world.stderr);
  const reading: Reading = {
    onService: ({ manifest, path, placeOf }, { first, last, count }) => {
      const service = claimsOf(manifest, { cluster, path, placeOf, keepsFields: true, ...demandsOf(manifest, path) });
      services.push(service);
      if (count === 1) lines.set(service, { first, last: last() });
    },
    onProblem: (problem) => problems.push(problem),
    onPort: (port) => written.push(port),
    onProgress: (bytes) => progress.advance(bytes),
  };
  const find = keepsOrder ? findInputsInOrder : findInputs;
  // The operands before standard input, standard input itself, and the operands after it.
  const at = operands.indexOf('-');
  const {
    files,
    problems: missing,
    kustomize,
  } = find(
    operands.filter((operand) => operand !== '-'),
    world.cwd,
    { followsLinks, exclude },
  );
  const before =
    at < 0 || !keepsOrder
      ? files.length
      : find(operands.slice(0, at), world.cwd, { followsLinks, exclude }).files.length;
  for (const file of files.slice(0, before)) readManifestFile(file, reading);
  if (at >= 0) {
    const stdin = new WatchedStream(world.stdin);
    await readManifestStream(STDIN, stdin, reading);
    if (stdin.isBlank) problems.push(NOTHING_PIPED);
  }
  for (const file of files.slice(before)) readManifestFile(file, reading);
  progress.end();
  problems.push(...missing);
  const { chosen, notes } = withoutAlternatives(services, files, kustomize);
  const { claims, hostPorts, notes: uncounted } = sortPorts(written, cluster, portFields);
  problems.push(...notes, ...uncounted);
  if (services.length === 0 && claims.length === 0 && problems.length === 0) problems.push(nothingFound(operands));
  return {
    services: chosen,
    claims,
    hostPorts,
    problems: gathered(problems).sort(compareProblems),
    files: files.length + Number(at >= 0),
    paths: files.map(({ path }) => path),
    inputs: files,
    kustomize,
    lines,
  };
}

/** A failed command before a pipe must not look like a clean cluster. */
const NOTHING_PIPED: Problem = {
  severity: Severity.ERROR,
  path: STDIN,
  what: 'it is empty',
  wayOut: 'Check whether the command before the pipe failed',
};

/** A stream that notes whether it contained anything but whitespace. */
class WatchedStream implements AsyncIterable<Uint8Array> {
  public isBlank = true;

  constructor(private readonly chunks: AsyncIterable<Uint8Array>) {}

  public async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.chunks) {
      this.isBlank &&= chunk.every((byte) => byte <= 32);
      yield chunk;
    }
  }
}

/** A mistyped path must not look like a clean cluster. */
function nothingFound(operands: readonly string[]): Problem {
  return {
    severity: Severity.WARNING,
    path: operands.join(' '),
    what: 'it contains no Services',
    wayOut: 'Name the files or folders of your manifests',
  };
}

/** A manifest without a namespace goes where `kubectl -n` says. */
export function inNamespace(service: ServiceClaims, namespace: string): ServiceClaims {
  const { owner, claims, faults } = service;
  if (owner.namespace !== undefined) return service;
  const named = <T extends { readonly owner: ClaimOwner }>(each: T): T => ({
    ...each,
    owner: { ...each.owner, namespace },
  });
  return { ...named(service), claims: claims.map(named), faults: faults.map(named) };
}
