import { ClusterContext, filled, ledgerOf, sectionWithChosen, withoutOpenPorts } from './cluster-context';
import { acceptancesIn, recordedClaims, describedTakenPorts } from './described-ports';
import { PlainService, plainClaims, withLockedPorts } from './plain-service';
import { PortBookOptions, Tool } from './port-book-options';
import { SharedLock } from './shared-lock';
import { ClusterProfile } from '../core/cluster/cluster-profile';
import { Filling } from '../core/filling/filling';
import { lockedReservations } from '../core/filling/locked-reservations';
import { requestFindings } from '../core/filling/unmet-requests';
import { Acceptance } from '../core/findings/acceptance';
import { Finding, compareFindings, finding, formatMessage, isOpen } from '../core/findings/finding';
import { Severity } from '../core/findings/finding-kind';
import { Ledger } from '../core/ledger/ledger';
import { nextSection } from '../core/ledger/next-lock';
import { frozenFault, isFrozenIn } from '../core/lock/frozen';
import { LOCK_FILE, LockSection, lockChanges } from '../core/lock/lock';
import { judge } from '../core/rules/judge';
import { assignRequestOf } from '../core/service/assign-request';
import { openPortsOf } from '../core/service/open-ports';
import { nameOwner } from '../core/service/owner-names';
import { ServiceClaims } from '../core/service/service-claims';
import { today } from '../io/records/today';

/** A number for a place of a Service. */
export interface AssignedPort {
  /** The index in `spec.ports`; -1 for `spec.healthCheckNodePort`. */
  readonly index: number;
  readonly nodePort: number;
}

/**
 * The node ports of one cluster, for a tool that hands over its Services one by one, as plain data.
 *
 * Numbers come from the lock that cdk8s apps and the command line use too: one owner has one number in all of them.
 */
export class PortBook {
  private readonly context: ClusterContext;
  private readonly acceptances: readonly Acceptance[];
  /** The Services so far, by path, with the numbers that they have by now. */
  private readonly services = new Map<string, ServiceClaims>();

  /**
   * Throws `port-range-invalid`, `kubernetes-version-invalid`, `gate-locked`, `not-a-port`, `outside-range`,
   * `reason-missing`, `acceptance-invalid` or `lock-invalid` for an option that cannot be used.
   */
  constructor(
    private readonly options: PortBookOptions,
    private readonly tool: Tool,
  ) {
    const profile = new ClusterProfile(options);
    this.acceptances = acceptancesIn(options);
    this.context = {
      profile,
      others: [...describedTakenPorts(options, profile), ...recordedClaims(options, profile.name)],
      writer: { from: tool.from, prunes: false },
      lock: new SharedLock(options.lockFile ?? LOCK_FILE, options.frozen ?? isFrozenIn(process.env), profile),
    };
  }

  /** The name of the cluster. */
  public get cluster(): string {
    return this.context.profile.name;
  }

  /**
   * Chooses a number for each open port of a Service that demands static ports: its own in the lock, or one that is
   * free and in the lock before this returns.
   *
   * Throws `static-band-full` or `reservation-full` if none is free, and `lock-invalid`.
   */
  public assign(service: PlainService): AssignedPort[] {
    const own = plainClaims(service, this.cluster);
    const open = openPortsOf(own);
    this.services.set(service.path, own);
    if (open.length > 0) {
      this.context.lock.update((before) => {
        const filling = filled(this.context, [...this.servicesBeside(service.path), own], before);
        this.services.set(service.path, withNumbers(filling, service.path));
        return sectionWithChosen(filling, service.path, before, this.context.writer);
      });
    }
    const numbers = this.numbersOf(service.path);
    return open.map(({ index, claim }) => ({ index, nodePort: numbers.get(claim.owner.port as string) as number }));
  }

  /**
   * Assigns like `assign`, judges the Service among those placed so far, and records its static ports.
   *
   * Throws every error that is about the Service, and `lock-outdated` if the lock is frozen and lacks it.
   */
  public place(service: PlainService): void {
    this.assign(service);
    this.context.lock.update((before) => {
      const ledger = ledgerOf(this.context, [...this.services.values()], before);
      const errors = this.judge(ledger).filter((each) => isError(each) && each.path === service.path);
      if (errors.length > 0) throw this.refusal(service, errors);
      return nextSection(before, ledger, today(), this.context.writer);
    });
    const outdated = this.outdated();
    if (outdated.length > 0) throw this.refusal(service, outdated);
  }

  /** What a Service asks for and does not have, as messages. Throws `lock-invalid`. */
  public lacks(service: PlainService): string[] {
    const claims = plainClaims(service, this.cluster);
    const asking = [{ service: claims, request: assignRequestOf(service.manifest) }];
    const unmet = requestFindings(asking, lockedReservations(this.context.lock.section(), []));
    if (unmet.length > 0) return unmet.map(({ message }) => message);
    const parts = { what: 'it asks for a static port, and has none', wayOut: this.tool.howToFill };
    return openPortsOf(claims).map(({ claim }) =>
      formatMessage('static-port-missing', { who: nameOwner(claim.owner), ...parts }),
    );
  }

  /** The numbers of a Service so far, by the name of the port, or by number and protocol, such as `80/TCP`. */
  public numbersOf(path: string): ReadonlyMap<string, number> {
    const numbers = new Map<string, number>();
    for (const { owner, nodePort, sharedBy = [] } of this.services.get(path)?.claims ?? []) {
      if (nodePort === undefined) continue;
      for (const port of [owner.port, ...sharedBy]) if (port !== undefined) numbers.set(port, nodePort);
    }
    return numbers;
  }

  /**
   * Judges the Services of a program together, and records their static ports unless there are errors.
   *
   * Returns every finding in report order, including the accepted ones. Throws `lock-invalid`.
   *
   * @param services every Service that is known
   * @param given whether these are all that the program has; otherwise nothing is retired
   */
  public settle(services: readonly PlainService[], { isComplete }: { readonly isComplete: boolean }): Finding[] {
    const writer = { from: this.tool.from, prunes: isComplete && this.options.prune === true };
    let findings: Finding[] = [];
    this.context.lock.update((before) => {
      const ledger = ledgerOf(this.context, this.allClaims(services, before), before);
      findings = this.judge(ledger);
      const isRecording = before !== undefined || this.options.lockFile !== undefined;
      if (!isRecording || findings.some(isError)) return undefined;
      return nextSection(before, ledger, today(), writer);
    });
    return findings.some(isError) ? findings : [...findings, ...this.outdated()].sort(compareFindings);
  }

  private allClaims(services: readonly PlainService[], before: LockSection | undefined): ServiceClaims[] {
    return services.map((service) => {
      const claims = plainClaims(service, this.cluster);
      return service.isPartial ? withLockedPorts(claims, before) : claims;
    });
  }

  /** The error for a Service, which no longer counts. */
  private refusal({ path }: PlainService, findings: readonly Finding[]): Error {
    this.services.delete(path);
    return new Error(findings.map(({ message }) => message).join('\n'));
  }

  private servicesBeside(path: string): ServiceClaims[] {
    return [...this.services].filter(([other]) => other !== path).map(([, service]) => withoutOpenPorts(service));
  }

  private judge(ledger: Ledger): Finding[] {
    const { howToAccept } = this.tool;
    return judge(ledger, { path: '', acceptances: this.acceptances, howToAccept, isStrict: this.options.strict });
  }

  /** The difference between a frozen lock and what it would have to record. */
  private outdated(): Finding[] {
    const { lock } = this.context;
    const [before, next] = [lock.recorded(), lock.section()];
    const changes = next === undefined || !lock.isFrozen ? [] : lockChanges(before, next);
    if (changes.length === 0) return [];
    const parts = { what: frozenFault(lock, changes), wayOut: this.tool.howToRecord };
    return [finding('lock-outdated', parts, { cluster: this.cluster, path: '' })];
  }
}

/** The Service at a path, with its numbers. Throws `static-band-full` or `reservation-full` if it lacks one. */
function withNumbers({ services, ledger }: Filling, path: string): ServiceClaims {
  const full = judge(ledger, { path: '' }).find(
    (each) => each.path === path && (each.code === 'static-band-full' || each.code === 'reservation-full'),
  );
  if (full) throw new Error(full.message);
  return services.find(({ owner }) => owner.path === path) as ServiceClaims;
}

function isError(each: Finding): boolean {
  return isOpen(each) && each.severity === Severity.ERROR;
}
