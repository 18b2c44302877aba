import { AssignCluster, claimedPorts, claimsOfOthers } from './assign-cluster';
import { FilledInputs, fillInputs } from './assign-files';
import { AssignInputs } from './assign-inputs';
import { findingsOf } from './findings-in';
import { overlayFindings } from './overlay-findings';
import { Filling, fill, needsLock } from '../../core/filling/filling';
import { requestFindings } from '../../core/filling/unmet-requests';
import { Finding, compareFindings, finding, isOpen } from '../../core/findings/finding';
import { Severity } from '../../core/findings/finding-kind';
import { nextSection } from '../../core/ledger/next-lock';
import { frozenFault, isFrozenIn } from '../../core/lock/frozen';
import { LockSection, lockChanges } from '../../core/lock/lock';
import { LockWriter } from '../../core/lock/lock-writer';
import { reservationFull } from '../../core/rules/reservation-full';
import { Claim } from '../../core/service/claim';
import { shellFlag, shellWord } from '../../core/text/shell';
import { today } from '../../io/records/today';
import { Arguments, Flags } from '../args/command';
import { World } from '../world';

/** The numbers for some manifests, and everything that would be written. */
export interface Assignment extends FilledInputs {
  /** Sorted. */
  readonly findings: readonly Finding[];
  /** What the lock will record; undefined if there is nothing to record. */
  readonly nextLock?: LockSection;
  /** A line for each port that changes in the lock. */
  readonly lockChanges: readonly string[];
}

/** Decides on a number for every port that asks for one; writes nothing. */
export function assignmentOf(
  inputs: AssignInputs,
  recorded: readonly Claim[],
  cluster: AssignCluster,
  { operands, flags }: Arguments,
  world: World,
): Assignment {
  const writer = { from: 'manifests', prunes: flags.isOn('prune') ?? false } as const;
  const { name } = cluster.settings.profile;
  const others = [
    ...recorded,
    ...claimedPorts(flags, name, world),
    ...claimsOfOthers(cluster, inputs.services, writer),
  ];
  const filling = fillingOf(inputs, others, cluster, writer);
  const nextLock = nextLockOf(filling, cluster, flags, writer);
  const changes = nextLock === undefined ? [] : lockChanges(cluster.section, nextLock);
  const asking = filling.services.filter(({ numbers }) => numbers.size > 0);
  const files = fillInputs(asking, inputs);
  const ofOverlays = overlayFindings(asking, inputs, name, world);
  const findings = [...findingsOfFilling(filling, inputs, cluster), ...files.findings, ...ofOverlays];
  const isFrozen = flags.isOn('frozen') ?? (isFrozenIn(world.env) && !flags.isOn('check'));
  if (isFrozen && changes.length > 0 && !findings.some(refusesAssignment)) {
    findings.push(frozenFinding(cluster, changes, { operands, flags }));
  }
  return { ...files, findings: findings.sort(compareFindings), nextLock, lockChanges: changes };
}

/** Whether a finding keeps everything from being written. */
export function refusesAssignment(found: Finding): boolean {
  return found.severity === Severity.ERROR && isOpen(found);
}

function fillingOf(
  { services, claims, hostPorts }: AssignInputs,
  recorded: readonly Claim[],
  { settings, section: lock, reservations, file }: AssignCluster,
  { from: writer }: LockWriter,
): Filling {
  const { profile, taken } = settings;
  const others = [...taken, ...recorded, ...claims];
  return fill({ profile, services, others, reservations, hostPorts, lock, lockFile: file.path, writer });
}

/** A default lock begins with the first static port. */
function nextLockOf(
  filling: Filling,
  { section }: AssignCluster,
  flags: Flags,
  writer: LockWriter,
): LockSection | undefined {
  if (section === undefined && flags.text('lock') === undefined && !needsLock(filling)) return undefined;
  return nextSection(section, filling.ledger, today(), writer);
}

function findingsOfFilling(
  { ledger, services }: Filling,
  { requests }: AssignInputs,
  cluster: AssignCluster,
): Finding[] {
  const asking = services.flatMap((service) => {
    const request = requests.get(service.owner.path);
    return request === undefined ? [] : [{ service, request }];
  });
  const unmet = requestFindings(asking, cluster.reservations);
  // A reservation that nothing describes is not full as well.
  const isRepeated = ({ code, service }: Finding): boolean =>
    code === reservationFull.code && unmet.some((other) => other.service === service);
  return [...findingsOf(cluster.settings, ledger).filter((found) => !isRepeated(found)), ...unmet];
}

function frozenFinding(
  { file, settings: { profile } }: AssignCluster,
  changes: readonly string[],
  { operands, flags }: Arguments,
): Finding {
  const call = ['npx cdk8s-nodeport assign', ...flagsToWrite(flags), ...operands.map(shellWord)].join(' ');
  const wayOut = `Run CI= ${call} where you develop, and commit what it changes`;
  const parts = { what: frozenFault(file, changes), wayOut };
  return finding('lock-outdated', parts, { cluster: profile.name, path: file.path });
}

/** The flags of a call, as typed in a shell, but for those that keep it from writing. */
function flagsToWrite(flags: Flags): string[] {
  return flags.inOrder
    .filter(([name]) => name !== 'frozen' && name !== 'check')
    .map(([name, value]) => (flags.isOn(name) ? `--${name}` : shellFlag(name, value)));
}
