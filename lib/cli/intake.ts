import { UsageError } from './command';
import { startProgress } from './progress';
import { World } from './world';
import { Severity } from '../core/catalogue';
import { Problem, compareProblems } from '../core/problem';
import { ServiceClaims, claimsOf } from '../core/service-claims';
import { findInputs } from '../io/input-files';
import { Reading, STDIN, readManifestFile, readManifestStream } from '../io/manifest-reader';

/** What the paths of a command line hold, as one cluster. */
export interface Intake {
  readonly services: readonly ServiceClaims[];
  /** Sorted. */
  readonly problems: readonly Problem[];
  /** How many files were read, standard input among them. */
  readonly files: number;
}

/** Reads every Service that the operands of a command lead to; `-` is standard input. Throws `UsageError` where there are none. */
export async function takeIn(operands: readonly string[], cluster: string, world: World): Promise<Intake> {
  if (operands.length === 0) throw new UsageError('Nothing to read. Name files or folders, or - for standard input, as in cdk8s-nodeport check manifests/');
  const services: ServiceClaims[] = [];
  const problems: Problem[] = [];
  const progress = startProgress(world.stderr);
  const reading: Reading = {
    onService: ({ manifest, path, placeOf }) => services.push(claimsOf(manifest, { cluster, path, placeOf, demandsStatic: false })),
    onProblem: (problem) => problems.push(problem),
    onProgress: (bytes) => progress.advance(bytes),
  };
  const { files, problems: missing } = findInputs(operands.filter((operand) => operand !== '-'), world.cwd);
  for (const file of files) readManifestFile(file, reading);
  const hasStream = operands.includes('-');
  if (hasStream) await readManifestStream(STDIN, world.stdin, reading);
  progress.end();
  const count = files.length + Number(hasStream);
  problems.push(...missing, ...(services.length === 0 ? [nothingFound(operands)] : []));
  return { services, problems: problems.sort(compareProblems), files: count };
}

/** A path that was mistyped must not look like a clean cluster. */
function nothingFound(operands: readonly string[]): Problem {
  return { severity: Severity.WARNING, path: operands.join(' '), what: 'there is no Service in it', wayOut: 'Name what holds your manifests' };
}
