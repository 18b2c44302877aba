import { IConstruct } from 'constructs';
import { Cluster, lockSectionOf } from './cluster';
import { Misuse } from './port-tokens';
import { ServiceObject, knownAs } from './synthesized-services';
import { Reservation, reservedClaims } from '../../core/assign/reservation';
import { Settlement } from '../../core/assign/settlement';
import { Finding, compareFindings, finding, isOpen } from '../../core/findings/finding';
import { Severity } from '../../core/findings/finding-kind';
import { Ledger } from '../../core/ledger/ledger';
import { nextSection } from '../../core/ledger/next-lock';
import { LockSection, differenceOf } from '../../core/lock/lock';
import { judge } from '../../core/rules/judge';
import { Claim, ClaimKind, namePort } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';

/** How many lines of a difference are shown. */
const MAX_LINES = 12;

/** One cluster, judged. */
export interface Verdict {
  readonly cluster: Cluster;
  readonly ledger: Ledger;
  /** Every finding, in the order of the report; accepted ones too. */
  readonly findings: readonly Finding[];
  /** What was judged, to find the construct that a finding is about. */
  readonly objects: readonly ServiceObject[];
  /** What the lock is to record, where there is one. */
  readonly nextLock?: LockSection;
}

/** A number that was given out before its Service was rendered. */
export interface Promised {
  readonly service: IConstruct;
  readonly label: string;
  readonly servicePort?: number;
  readonly number: number;
}

/** One object of a cluster and the claims in it. */
export interface Filed {
  readonly object: ServiceObject;
  readonly claims: readonly ServiceClaims[];
}

/** The Services of all objects, in the same order. */
export function servicesIn(filed: readonly Filed[]): ServiceClaims[] {
  const services: ServiceClaims[] = [];
  for (const { claims } of filed) for (const service of claims) services.push(service);
  return services;
}

/** The claims of one cluster, and what was chosen for those without a number. */
export interface ClusterDraft {
  readonly cluster: Cluster;
  readonly reservations: readonly Reservation[];
  filed: Filed[];
  settlement?: Settlement;
}

/** What a verdict needs to know beside the claims. */
interface About {
  readonly objects: readonly ServiceObject[];
  readonly promises: readonly Promised[];
  readonly misuses: readonly Misuse[];
}

/** Judges one cluster, now that every claim has its number. */
export function verdictOf(draft: ClusterDraft, { objects, promises, misuses }: About): Verdict {
  const { cluster, filed, settlement, reservations } = draft;
  const services = servicesIn(filed);
  const lock = lockSectionOf(cluster);
  const reserved = reservations.flatMap((each) => {
    const admits = [...settlement?.admitted.get(each.key) ?? []].sort();
    return reservedClaims(cluster.profile.name, each, settlement?.blocks.get(each.key) ?? [], admits);
  });
  const ledger = new Ledger(cluster.profile, services, [...cluster.taken, ...cluster.foreign, ...reserved], {
    settlement, reservations, lock, lockFile: cluster.lock?.file.path,
  });
  const more = [
    ...misuses.map((misuse) => misuseFinding(cluster, misuse)),
    ...broken(promises, draft),
  ];
  const { home: { node: { path } }, acceptances, strict: isStrict } = cluster;
  const findings = judge(ledger, { path, acceptances, isStrict, more });
  const nextLock = cluster.lock === undefined ? undefined : nextSection(lock, ledger, new Date().toISOString().slice(0, 10));
  findings.push(...outdated(cluster, findings, lock, nextLock));
  return { cluster, ledger, findings: findings.sort(compareFindings), objects, nextLock };
}

function misuseFinding({ profile }: Cluster, { object, what, wayOut }: Misuse): Finding {
  return finding('token-misused', { what, wayOut }, { cluster: profile.name, path: knownAs(object).node.path });
}

/** Numbers that were given out from the lock, and that are not the ones in the manifests. */
function broken(promises: readonly Promised[], { filed, cluster: { profile, lock } }: ClusterDraft): Finding[] {
  return promises.flatMap(({ service, label, servicePort, number }) => {
    const claims = filed.find(({ object }) => object.construct === service)?.claims.flatMap((each) => each.claims) ?? [];
    const isOf = (claim: Claim) => (servicePort === undefined ? claim.kind === ClaimKind.HEALTH_CHECK : claim.servicePort === servicePort);
    const rendered = claims.filter(isOf).map(({ nodePort }) => nodePort);
    if (rendered.includes(number)) return [];
    const what = `nodePortOf gave ${number} for ${namePort(label)} of ${service.node.path}, as ${lock?.file.path} has it, and its manifest has ${rendered[0] ?? 'none'}`;
    const wayOut = `Remove the line of ${number} from ${lock?.file.path} and synthesize again`;
    return [finding('token-misused', { what, wayOut }, { cluster: profile.name, path: service.node.path })];
  });
}

/** A frozen lock that would have to change, unless there is something to mend first. */
function outdated({ lock, profile, home }: Cluster, findings: readonly Finding[], before?: LockSection, after?: LockSection): Finding[] {
  if (!lock?.isFrozen || after === undefined) return [];
  if (findings.some((each) => each.severity === Severity.ERROR && isOpen(each))) return [];
  const lines = differenceOf(before, after);
  if (lines.length === 0) return [];
  const shown = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), `${lines.length - MAX_LINES} more`] : lines;
  const state = lock.file.exists ? 'is not up to date' : 'is not there';
  return [finding('lock-outdated', {
    what: `${lock.file.path} ${state}, and it is frozen, so nothing is written: ${shown.join('; ')}`,
    wayOut: 'Type CI= npx cdk8s synth where you develop, without frozen: true, and commit the file',
  }, { cluster: profile.name, path: home.node.path })];
}
