import { Cluster, ClusterLock, activeLock, foreignClaimsOf, lockSectionOf, strayLocksOf } from './cluster';
import { claimsOfCluster } from './cluster-settlement';
import { Unrendered } from './renderer';
import { reservationsOf } from './reservations';
import { BrokenPromise, namesakeFinding, outdatedFinding, promiseFinding, unrenderedFinding } from './synth-findings';
import { EmittingMethod } from './synth-session';
import { ClaimsByObject } from './synthesized-services';
import { reservedClaims } from '../../core/assign/reservation';
import { Settlement } from '../../core/assign/settlement';
import { Finding, compareFindings, isOpen } from '../../core/findings/finding';
import { Severity } from '../../core/findings/finding-kind';
import { Ledger } from '../../core/ledger/ledger';
import { nextSection } from '../../core/ledger/next-lock';
import { LockSection, lockChanges } from '../../core/lock/lock';
import { judge } from '../../core/rules/judge';
import { Claim, ownerKey } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';
import { today } from '../../io/records/today';

/** The result of judging one cluster. */
export interface ClusterVerdict {
  readonly cluster: Cluster;
  /** The lock in use. */
  readonly lock?: ClusterLock;
  readonly ledger: Ledger;
  /** Every finding, in report order, including accepted ones. */
  readonly findings: readonly Finding[];
  /** What the lock should record, if there is one. */
  readonly nextLock?: LockSection;
}

/** What a verdict is based on. */
interface Evidence {
  /** Every cluster of the app. */
  readonly clusters: readonly Cluster[];
  /** The claims of the app, each with its number. */
  readonly claims: ClaimsByObject;
  /** What was chosen for those that wrote none. */
  readonly settlement?: Settlement;
  readonly broken: readonly BrokenPromise[];
  readonly unrendered: readonly Unrendered[];
  /** The current call; only `synth` writes a lock. */
  readonly entry?: EmittingMethod;
}

/** Judges one cluster, after every claim has its number. */
export function verdictOf(cluster: Cluster, evidence: Evidence): ClusterVerdict {
  const lock = activeLock(cluster, { assignsPorts: assignsPorts(cluster, evidence) });
  const ledger = ledgerOf(cluster, evidence, lock);
  const { acceptances, strict: isStrict, home } = cluster;
  const more = findingsBesideRules(ledger, cluster, evidence, lock);
  const findings = judge(ledger, { path: home.node.path, acceptances, isStrict, more });
  const nextLock = lock && nextSection(ledger.record.lock, ledger, today());
  // Errors come first: fixing them may change what the lock has to record.
  if (lock?.isFrozen && nextLock && !findings.some(refusesApp)) {
    const changes = lockChanges(ledger.record.lock, nextLock);
    if (changes.length > 0) findings.push(outdatedFinding(cluster, lock, changes));
  }
  return { cluster, lock, ledger, findings: findings.sort(compareFindings), nextLock };
}

/** Whether the library assigns any number. */
function assignsPorts(cluster: Cluster, { settlement }: Evidence): boolean {
  return (settlement?.ports.size ?? 0) > 0 || reservationsOf(cluster).some(({ size }) => size !== undefined);
}

function ledgerOf(cluster: Cluster, { claims, settlement }: Evidence, lock: ClusterLock | undefined): Ledger {
  const reservations = reservationsOf(cluster);
  const reserved = reservations.flatMap((each) => {
    const admits = [...(settlement?.admitted.get(each.key) ?? [])].sort();
    return reservedClaims(cluster.profile.name, each, settlement?.blocks.get(each.key) ?? [], admits);
  });
  const services = [...claimsOfCluster(cluster, claims).values()].flat();
  const marked = settlement ? services.map((service) => markAssigned(service, settlement)) : services;
  return new Ledger(cluster.profile, marked, [...cluster.taken, ...foreignClaimsOf(cluster), ...reserved], {
    settlement,
    reservations,
    lock: lock && lockSectionOf(cluster),
    lockFile: lock?.file.path,
    strayLocks: lock && strayLocksOf(cluster),
  });
}

/** A Service whose claims say which of their numbers were chosen. */
function markAssigned(service: ServiceClaims, { ports }: Settlement): ServiceClaims {
  const isChosen = ({ demandsStatic, nodePort, owner }: Claim) =>
    demandsStatic && nodePort !== undefined && ports.get(ownerKey(owner)) === nodePort;
  if (!service.claims.some(isChosen)) return service;
  return { ...service, claims: service.claims.map((claim) => ({ ...claim, assigned: isChosen(claim) })) };
}

function findingsBesideRules(
  ledger: Ledger,
  cluster: Cluster,
  { clusters, claims, broken, unrendered, entry }: Evidence,
  lock: ClusterLock | undefined,
): Finding[] {
  const isDeclared = cluster.home !== cluster.scope;
  const namesake = clusters.find((other) => other !== cluster && other.profile.name === cluster.profile.name);
  const isRecording = entry === 'synth' && lock !== undefined && !lock.isFrozen;
  return [
    ...(namesake && isDeclared ? [namesakeFinding(cluster, namesake, claims)] : []),
    ...broken.map((promise) => promiseFinding(promise, ledger, { isRecording })),
    ...unrendered.map((failure) => unrenderedFinding(cluster, failure)),
  ];
}

/** Whether a finding refuses the app. */
export function refusesApp(finding: Finding): boolean {
  return isOpen(finding) && finding.severity === Severity.ERROR;
}
