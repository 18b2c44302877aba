import { resolve } from 'node:path';
import { Severity } from '../../core/findings/finding-kind';
import { limitedProblems, strictProblems } from '../../core/findings/problem';
import { LOCK_FILE } from '../../core/lock/lock';
import { isWorthAnother } from '../../io/files/changed-meanwhile';
import { AssignmentReport, formatAssignment } from '../../report/assignment-report';
import { Arguments, ExitCode, Flags } from '../args/command';
import { AssignCluster, assignCluster } from '../run/assign-cluster';
import { AssignInputs, readAssignInputs } from '../run/assign-inputs';
import { Assignment, assignmentOf, refusesAssignment } from '../run/assign-numbers';
import { writeAssignment } from '../run/assign-write';
import { tellProblems } from '../run/conclude';
import { exitCodeOf } from '../run/exit-code';
import { rereadable } from '../run/piped-input';
import { Operands, claimsOfRecords, recordsAmong, sortOperands } from '../run/records';
import { packageVersion } from '../version';
import { World } from '../world';

/** What a run decided, before it is reported. */
interface Decision {
  readonly cluster: AssignCluster;
  readonly inputs: AssignInputs;
  readonly assignment: Assignment;
  readonly report: AssignmentReport;
}

/**
 * Chooses numbers, records them in the lock, then writes them into the manifests: everything or nothing. Decides anew
 * if another process wrote the same lock or the same manifests in the meantime.
 */
export async function runAssign(typed: Arguments, world: World): Promise<ExitCode> {
  const stdin = rereadable(world.stdin);
  for (let attempt = 1; ; attempt++) {
    try {
      return await assignOnce(typed, { ...world, stdin }, attempt);
    } catch (error) {
      if (!isWorthAnother(attempt, error)) throw error;
    }
  }
}

async function assignOnce(typed: Arguments, world: World, attempt: number): Promise<ExitCode> {
  const { flags } = typed;
  const decision = await decide(typed, world);
  const { inputs, report: draft } = decision;
  const isRefused = exitCodeOf(draft) !== ExitCode.CLEAN;
  const isWritten = !isRefused && !flags.isOn('check');
  if (isWritten) write(decision, world, attempt);
  tellProblems(draft.problems, world);
  print({ ...draft, isWritten }, inputs, flags, world);
  const isOpen = !isWritten && draft.assigned.length + draft.lockChanges.length > 0;
  return isOpen && !isRefused ? ExitCode.FINDINGS : exitCodeOf(draft);
}

/** If the run ends with an error, it still tells what was not read; another attempt tells that itself. */
function write({ assignment, cluster, report }: Decision, world: World, attempt: number): void {
  try {
    writeAssignment(assignment, cluster, world);
  } catch (error) {
    if (!isWorthAnother(attempt, error)) tellProblems(report.problems, world);
    throw error;
  }
}

async function decide(typed: Arguments, world: World): Promise<Decision> {
  const { operands, flags } = typed;
  const sorted = withoutOwnLock(sortOperands(operands), flags, world);
  const records = recordsAmong(sorted, world);
  const cluster = assignCluster(flags, records, world);
  const { name } = cluster.settings.profile;
  const recorded = claimsOfRecords(records, name);
  const inputs = await readAssignInputs(sorted.manifests, name, flags, world);
  const assignment = assignmentOf(inputs, recorded, cluster, typed, world);
  return { cluster, inputs, assignment, report: reportOf(assignment, inputs, cluster) };
}

/** The lock that is written is read anyway, and may also be among the paths. */
function withoutOwnLock(sorted: Operands, flags: Flags, { cwd }: World): Operands {
  const own = resolve(cwd, flags.text('lock') ?? LOCK_FILE);
  return { ...sorted, locks: sorted.locks.filter((name) => resolve(cwd, name) !== own) };
}

function reportOf(
  { findings, assigned, lockChanges }: Assignment,
  { problems, files, services }: AssignInputs,
  { settings, file }: AssignCluster,
): AssignmentReport {
  const { profile, isStrict } = settings;
  const isRefused = findings.some(refusesAssignment) || problems.some(({ severity }) => severity === Severity.ERROR);
  return {
    version: packageVersion(),
    cluster: profile.name,
    portRange: `${profile.range}`,
    findings,
    problems: limitedProblems(isStrict ? strictProblems(problems) : problems),
    files,
    services: services.length,
    isWritten: false,
    // What is refused is not assigned to anybody.
    assigned: isRefused ? [] : assigned,
    lockFile: file.path,
    lockChanges: isRefused ? [] : lockChanges,
  };
}

/** Standard output belongs to the manifest where the command is a filter. */
function print(report: AssignmentReport, { stdin }: AssignInputs, flags: Flags, { stdout, stderr, env }: World): void {
  const to = stdin === undefined ? stdout : stderr;
  const format = flags.text('format') === 'json' ? 'json' : 'text';
  to.write(formatAssignment(format, report, { isColored: to.isTerminal && !env.NO_COLOR }));
}
