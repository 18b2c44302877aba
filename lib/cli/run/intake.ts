import { Collected, Collector, CollectorOptions, LineSpan } from './collector';
import { withoutAlternatives } from './overlays';
import { startProgress } from './progress';
import { Severity } from '../../core/findings/finding-kind';
import { Problem, STDIN } from '../../core/findings/problem';
import { ClaimOwner } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';
import { SearchOptions } from '../../io/files/file-search';
import { InputFile, InputFiles } from '../../io/files/input-file';
import { findInputs, findInputsInOrder } from '../../io/files/input-files';
import { KustomizeTree } from '../../io/files/kustomize-tree';
import { Reading } from '../../io/manifests/manifest-input';
import { readManifestFile, readManifestStream } from '../../io/manifests/manifest-reader';
import { UsageError } from '../args/command';
import { World } from '../world';

/** What the operands of a command line contain, as one cluster. */
export interface Inputs extends Collected {
  readonly services: readonly ServiceClaims[];
  /** The Services left out because another overlay of Kustomize writes them as well. */
  readonly left: readonly ServiceClaims[];
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

/** How to read. */
interface InputsOptions extends SearchOptions, Omit<CollectorOptions, 'cluster'> {
  /** Whether the Services keep the order of the operands; otherwise they are sorted by file. */
  readonly keepsOrder?: boolean;
  /** The command that reads, for messages; `check` if it is not given. */
  readonly command?: string;
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
  const sources = findSources(operands, world.cwd, options);
  const collector = new Collector({ ...options, cluster });
  const unpiped = await readSources(sources, collector.reading, world);
  const { files, kustomize, problems: missing } = sources.found;
  const { chosen, left, notes } = withoutAlternatives(collector.services, files, kustomize);
  const names = operands.map((operand) => (operand === '-' ? STDIN : operand)).join(' ');
  return {
    ...collector.result(names, [...unpiped, ...missing, ...notes]),
    services: chosen,
    left,
    files: files.length + Number(sources.hasStdin),
    paths: files.map(({ path }) => path),
    inputs: files,
    kustomize,
    lines: collector.lines,
  };
}

/** What the operands lead to. */
interface Sources {
  readonly found: InputFiles;
  readonly hasStdin: boolean;
  /** How many of the files are read before standard input. */
  readonly before: number;
}

function findSources(operands: readonly string[], cwd: string, options: InputsOptions): Sources {
  if (operands.length === 0) {
    throw new UsageError(
      'Nothing to read. Name files or folders, or - for standard input, as in ' +
        `cdk8s-nodeport ${options.command ?? 'check'} manifests/`,
    );
  }
  const at = operands.indexOf('-');
  const find = (paths: readonly string[]): InputFiles =>
    (options.keepsOrder ? findInputsInOrder : findInputs)(paths, cwd, options);
  const found = find(operands.filter((operand) => operand !== '-'));
  const isBetween = at >= 0 && options.keepsOrder === true;
  const before = isBetween ? find(operands.slice(0, at)).files.length : found.files.length;
  return { found, hasStdin: at >= 0, before };
}

/** Reads them in turn; returns what is wrong with standard input as a whole. */
async function readSources({ found, hasStdin, before }: Sources, reading: Reading, world: World): Promise<Problem[]> {
  const progress = startProgress(world.stderr);
  const shown = { ...reading, onProgress: (bytes: number) => progress.advance(bytes) };
  for (const file of found.files.slice(0, before)) readManifestFile(file, shown);
  const problems = hasStdin ? await readPiped(world.stdin, shown) : [];
  for (const file of found.files.slice(before)) readManifestFile(file, shown);
  progress.end();
  return problems;
}

/** A failed command before a pipe must not look like a clean cluster. */
async function readPiped(chunks: AsyncIterable<Uint8Array>, reading: Reading): Promise<Problem[]> {
  const stdin = new WatchedStream(chunks);
  await readManifestStream(STDIN, stdin, reading);
  if (!stdin.isBlank) return [];
  const wayOut = 'Check whether the command before the pipe failed';
  return [{ severity: Severity.ERROR, path: STDIN, what: 'it is empty', wayOut }];
}

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
