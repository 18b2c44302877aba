import { Severity } from '../../core/findings/finding-kind';
import { Arguments, ExitCode } from '../args/command';
import { tellProblems } from '../run/conclude';
import { mapCluster } from '../run/map-cluster';
import { readMapInputs } from '../run/map-inputs';
import { writeMap } from '../run/map-outputs';
import { readRecords } from '../run/map-records';
import { sortOperands } from '../run/records';
import { packageVersion } from '../version';
import { World } from '../world';

/** Draws records and manifests. Findings are drawn too but never change the exit code: `check` does that. */
export async function runMap({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const sorted = sortOperands(operands);
  const records = readRecords(sorted, flags, world);
  const { clusters, problems } = await readMapInputs(sorted.manifests, records, flags, world);
  tellProblems(problems, world);
  if (clusters.length === 0) return ExitCode.COULD_NOT_RUN;
  writeMap({ version: packageVersion(), clusters: clusters.map((known) => mapCluster(known, records)) }, flags, world);
  return problems.some(({ severity }) => severity === Severity.ERROR) ? ExitCode.COULD_NOT_RUN : ExitCode.CLEAN;
}
