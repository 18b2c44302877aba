import { resolve } from 'node:path';
import { adopt } from '../../core/claims/adoption';
import { ClaimRow, Holder, claimsBeside } from '../../core/claims/claims-beside';
import { claimObject } from '../../core/claims/cluster-claim';
import { NodePortBands } from '../../core/cluster/bands';
import { didYouMean } from '../../core/text/closest-word';
import { count } from '../../core/text/count';
import { printable, printableJson } from '../../core/text/printable';
import { shellFlag } from '../../core/text/shell';
import { ClusterClaims } from '../../io/records/cluster-claims';
import { Kubectl, NAME_A_CLUSTER } from '../../io/records/kubectl';
import { printObjects } from '../../io/records/objects-text';
import { SnapshotFile } from '../../io/records/snapshot-file';
import { columnText } from '../../report/columns';
import { Arguments, ExitCode, Flags, UsageError } from '../args/command';
import { kubectlTarget } from '../args/kubectl-options';
import { holderOf, holdersInRecord, holdersOnCluster } from '../run/holders';
import { pipedText } from '../run/piped-input';
import { Operands, claimsOfRecords, recordsAmong, sortOperands } from '../run/records';
import { World, tell } from '../world';

/** Lists claims with the Services that hold their ports, or turns a snapshot into claims. */
export async function runClaimsList({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const snapshot = flags.text('from-snapshot');
  if (snapshot === undefined) return list(operands, flags, world);
  if (operands.length > 0) throw new UsageError(`--from-snapshot reads one snapshot. Remove ${operands[0]}`);
  return adoptSnapshot(await readSnapshot(snapshot, world), flags, world);
}

function list(operands: readonly string[], flags: Flags, world: World): ExitCode {
  requireAdopting(flags);
  const records = recordsIn(operands);
  const kubectl = new Kubectl(kubectlTarget(flags), world);
  const claims = new ClusterClaims(kubectl).list();
  const rows = claimsBeside(claims, holdersFor(records, flags, kubectl, world));
  world.stdout.write(flags.isOn('json') ? `${printableJson(rows)}\n` : columnText([HEADING, ...rows.map(cellsOf)]));
  return ExitCode.CLEAN;
}

function requireAdopting(flags: Flags): void {
  const claimedBy = flags.text('claimed-by');
  if (claimedBy !== undefined) throw needsSnapshot('--claimed-by', shellFlag('claimed-by', claimedBy));
  if (flags.isOn('static')) throw needsSnapshot('--static');
}

function needsSnapshot(flag: string, typed = flag): UsageError {
  return new UsageError(
    `${flag} needs a snapshot. Run cdk8s-nodeport claims --from-snapshot prod.snapshot.yaml ${typed}`,
  );
}

/** The records among the operands. Throws `UsageError` for anything else, before kubectl runs. */
function recordsIn(operands: readonly string[]): Operands {
  const records = sortOperands(operands);
  const [odd] = records.manifests;
  if (odd === undefined) return records;
  throw new UsageError(
    `${odd} is neither a subcommand nor a record.${didYouMean(odd, ['list', 'doctor'])} ` +
      'Name a lock, such as nodeports.lock.yaml, or a snapshot, such as prod.snapshot.yaml',
  );
}

function holdersFor(records: Operands, flags: Flags, kubectl: Kubectl, world: World): readonly Holder[] {
  if (records.locks.length + records.snapshots.length === 0) {
    const holders = holdersOnCluster(kubectl);
    if (holders) return holders;
    throw new Error(
      'The Services of the cluster cannot be listed. ' +
        `${NAME_A_CLUSTER}, or compare with a record: cdk8s-nodeport claims prod.snapshot.yaml`,
    );
  }
  return holdersInRecord(claimsOfRecords(recordsAmong(records, world), flags.text('cluster') ?? 'default'));
}

const HEADING = ['PORT', 'STATE', 'CLAIMED FOR', 'CLAIMED BY', 'HELD BY', 'REASON'];

function cellsOf({ nodePort, state, claim, holders }: ClaimRow): string[] {
  const held = holders.map(({ service, place }) => `${service}${place === undefined ? '' : ` in ${place}`}`);
  const heldBy = [...new Set(held)].join(', ');
  const { service, claimedBy, reason = '' } = claim ?? {};
  const cells = [String(nodePort), state, service || '-', claimedBy || '-', heldBy || '-', reason];
  return cells.map((text) => printable(text));
}

async function readSnapshot(name: string, { cwd, stdin }: World): Promise<SnapshotFile> {
  if (name === '-') return SnapshotFile.parse(await pipedText(stdin), 'standard input');
  return SnapshotFile.read(name, resolve(cwd, name));
}

function adoptSnapshot({ snapshot }: SnapshotFile, flags: Flags, world: World): ExitCode {
  const { staticBand } = NodePortBands.of(snapshot.portRange);
  const ports = snapshot.ports.filter(({ nodePort }) => !flags.isOn('static') || staticBand.contains(nodePort));
  const { claims, contested } = adopt(ports.map(holderOf), flags.text('claimed-by'));
  world.stdout.write(printObjects(claims.map((claim) => ({ object: claimObject(claim) }))));
  for (const { nodePort, services } of contested) {
    tell(
      world,
      `warning: node port ${nodePort} is held by ${services.join(' and ')}, ` +
        'so nobody can claim it for all of them. ' +
        `Recreate all but one with another number, then: cdk8s-nodeport claim ${nodePort} ` +
        shellFlag('service', services[0]),
    );
  }
  const services = new Set(claims.map(({ service }) => service));
  tell(world, `${count(claims.length, 'claim')} of ${count(services.size, 'Service')}.`);
  return ExitCode.CLEAN;
}
