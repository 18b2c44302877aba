import { Cluster, ClusterLock, activeLock, lockSectionOf, strayLocksOf } from './cluster';
import { StaticPorts } from './static-ports';
import { Entry } from './synth-session';
import { ServiceObject } from './synthesized-services';
import { Reservation, reservedClaims } from '../../core/assign/reservation';
import { Settlement } from '../../core/assign/settlement';
import { Finding, compareFindings, finding, isOpen } from '../../core/findings/finding';
import { Severity } from '../../core/findings/finding-kind';
import { Ledger } from '../../core/ledger/ledger';
import { nextSection } from '../../core/ledger/next-lock';
import { LockSection, changesOf } from '../../core/lock/lock';
import { judge } from '../../core/rules/judge';
import { Claim, nameOther, nameOwner, namePort } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';

/** How many lines of a difference are shown. */
const MAX_LINES = 12;

/** The result of judging one cluster. */
export interface Verdict {
  readonly cluster: Cluster;
  /** The lock in use. */
  readonly lock?: ClusterLock;
  readonly ledger: Ledger;
  /** Every finding, in report order, including accepted ones. */
  readonly findings: readonly Finding[];
  /** The objects that were judged, to find the construct of a finding. */
  readonly objects: readonly ServiceObject[];
  /** What the lock should record, if there is one. */
  readonly nextLock?: LockSection;
}

/** A promised number that is missing from the manifest of its Service. */
export interface BrokenPromise {
  readonly ports: StaticPorts;
  readonly label: string;
  readonly nodePort: number;
  /** What its Service claims instead; undefined if it claims nothing. */
  readonly claim?: Claim;
}

/** An object that failed to render. */
export interface Unrendered {
  readonly object: ServiceObject;
  /** Why it failed to render. */
  readonly message: string;
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

/** What a verdict needs besides the claims. */
interface About {
  readonly objects: readonly ServiceObject[];
  readonly broken: readonly BrokenPromise[];
  readonly unrendered: readonly Unrendered[];
  /** Another cluster with the same name. */
  readonly namesake?: ClusterDraft;
  /** The current call; only `synth` writes a lock. */
  readonly entry?: Entry;
}

/** Judges one cluster, after every claim has its number. */
export function verdictOf(draft: ClusterDraft, { objects, broken, unrendered, namesake, entry }: About): Verdict {
  const { cluster, filed, settlement, reservations } = draft;
  const services = servicesIn(filed);
  const lock = activeLock(cluster, leavesPorts(draft));
  const section = lock && lockSectionOf(cluster);
  const reserved = reservations.flatMap((each) => {
    const admits = [...(settlement?.admitted.get(each.key) ?? [])].sort();
    return reservedClaims(cluster.profile.name, each, settlement?.blocks.get(each.key) ?? [], admits);
  });
  const ledger = new Ledger(cluster.profile, services, [...cluster.taken, ...cluster.foreign, ...reserved], {
    settlement,
    reservations,
    lock: section,
    lockFile: lock?.file.path,
    strayLocks: lock && strayLocksOf(cluster),
  });
  const isRecording = entry === 'synth' && lock !== undefined && !lock.isFrozen;
  const more = [
    ...(namesake && cluster.home !== cluster.scope ? [namesakeFinding(cluster, namesake)] : []),
    ...broken.map((promise) => promiseFinding(promise, ledger, isRecording)),
    ...unrendered.map((failure) => unrenderedFinding(cluster, failure)),
  ];
  const {
    home: {
      node: { path },
    },
    acceptances,
    strict: isStrict,
  } = cluster;
  const findings = judge(ledger, { path, acceptances, isStrict, more });
  const nextLock = lock && nextSection(section, ledger, new Date().toISOString().slice(0, 10));
  findings.push(...outdated(cluster, findings, section, nextLock));
  return { cluster, lock, ledger, findings: findings.sort(compareFindings), objects, nextLock };
}

/** Reports a registry with the default name next to Services outside it that have no registry. */
function namesakeFinding({ profile: { name }, home, scope }: Cluster, { filed, reservations }: ClusterDraft): Finding {
  const other = filed.find(({ object }) => object.wishes !== undefined)?.object.path ?? reservations[0]?.key;
  return finding(
    'registry-repeated',
    {
      what:
        `it describes cluster ${name} below ${scope.node.path}, and ${other} is outside and in cluster ` +
        `${name} too, so neither sees the other's claims`,
      wayOut: `Move the registry to the app, or set cluster: '${scope.node.id}'`,
    },
    { cluster: name, path: home.node.path },
  );
}

function unrenderedFinding({ profile }: Cluster, { object: { path }, message }: Unrendered): Finding {
  const what = `it cannot be rendered, so its node ports cannot be checked: ${message.replace(/[.\s]+$/, '')}`;
  const wayOut = 'Fix the value that its manifest is made from, or leave it out of the app';
  return finding('object-not-rendered', { what, wayOut }, { cluster: profile.name, path });
}

/** Whether the library assigns any number. */
function leavesPorts({ settlement, reservations }: ClusterDraft): boolean {
  return (settlement?.ports.size ?? 0) > 0 || reservations.some(({ size }) => size !== undefined);
}

/** The finding for a promised number that its Service does not have. */
function promiseFinding(
  { ports, label, nodePort, claim }: BrokenPromise,
  { profile, byPort, record }: Ledger,
  isRecording: boolean,
): Finding {
  const { path } = ports.service.node;
  const at = { cluster: profile.name, path, nodePort };
  const who = claim ? nameOwner(claim.owner) : `${path}, ${namePort(label)}`;
  const rival = byPort.get(nodePort)?.find(({ owner }) => owner.path !== path);
  if (rival === undefined || claim?.nodePort === undefined) {
    const what = `nodePortOf() gave out ${nodePort}, and its manifest has ${claim?.nodePort ?? 'no node port'}`;
    const wayOut =
      claim?.nodePort === undefined
        ? `Keep ${path} and its node port in the app, or do not call nodePortOf() for it`
        : 'Set the name and the node port of a Service by its props rather than by a patch';
    return finding('promise-broken', { who, what, wayOut }, at);
  }
  const orElse =
    `write nodePort: ${claim.nodePort} for this port, or make ${rival.owner.path} before ` + `nodePortOf() is called`;
  const rerun = `Run it again: ${record.lockFile} now gives it ${claim.nodePort}. Or ${orElse}`;
  return finding(
    'promise-broken',
    {
      who,
      what: `nodePortOf() gave out ${nodePort} before ${nameOther(rival.owner)} claimed it`,
      wayOut: isRecording ? rerun : orElse.charAt(0).toUpperCase() + orElse.slice(1),
    },
    { ...at, otherPath: rival.owner.path },
  );
}

/** A frozen lock that would have to change, unless there are errors to fix first. */
function outdated(
  { lock, profile, home }: Cluster,
  findings: readonly Finding[],
  before?: LockSection,
  after?: LockSection,
): Finding[] {
  if (!lock?.isFrozen || after === undefined) return [];
  if (findings.some((each) => each.severity === Severity.ERROR && isOpen(each))) return [];
  const lines = changesOf(before, after);
  if (lines.length === 0) return [];
  const shown = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), `${lines.length - MAX_LINES} more`] : lines;
  const state = lock.file.exists ? 'is not up to date' : 'is not there';
  return [
    finding(
      'lock-outdated',
      {
        what: `${lock.file.path} ${state}, and it is frozen, so nothing is written: ${shown.join('; ')}`,
        wayOut: 'Type CI= npx cdk8s synth where you develop, without frozen: true, and commit the file',
      },
      { cluster: profile.name, path: home.node.path },
    ),
  ];
}
