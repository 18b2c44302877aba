import { Allocated, allocateChanged, allocateNew, numbersOf, releasedBy } from './allocation';
import { DesiredService } from './desired-service';
import { invalid } from './field-error';
import { PortPool, isPick } from './port-pool';
import { Refusal } from './refusal';
import { refusedAsWritten } from './refused-as-written';
import { validationErrors } from './service-validation';
import { filledIn, withoutStaleFields } from './type-changes';
import { ClusterProfile } from '../cluster/cluster-profile';
import { LiveService, keyOf } from '../live/live-service';
import { ServiceState, needsHealthCheck, reservesPorts, withDefaults } from '../live/service-state';
import { ApplyConflict } from '../merge/apply-conflict';
import { ApplyTool, Way } from '../merge/apply-tools';
import { MergedService, createdBy, mergedBy } from '../merge/merge-by-tool';
import { handedOver } from '../merge/server-side-apply';
import { PatchRefused } from '../merge/strategic-merge';
import { ApplyMalformed } from '../merge/structured-merge';
import { ServiceFields } from '../service/service-fields';

/** A request that may fail by bad luck, or because of something unknown. */
export interface Risk {
  readonly service: string;
  readonly nodePort?: number;
  readonly because: string;
}

/** A model of a cluster: what it holds after each of a series of requests. */
export class PredictedCluster {
  public readonly risks: Risk[] = [];
  private readonly services: Map<string, LiveService>;
  private readonly pool: PortPool;

  /**
   * @param services what the cluster holds
   * @param profile its range and its version
   */
  constructor(
    services: Iterable<LiveService>,
    private readonly profile: ClusterProfile,
  ) {
    this.services = new Map([...services].map((service) => [keyOf(service), service]));
    this.pool = new PortPool(
      profile,
      [...this.services.values()].filter(({ state }) => reservesPorts(state)).map(({ state }) => numbersOf(state)),
    );
  }

  /** The current state of a Service; undefined if it does not exist. */
  public find(key: string): LiveService | undefined {
    return this.services.get(key);
  }

  /** The current state of every Service. */
  public get all(): Iterable<LiveService> {
    return this.services.values();
  }

  /** Creates or updates a Service with a tool. A refusal changes nothing. */
  public apply(desired: DesiredService, way: Way): Refusal | undefined {
    const { key, fields } = desired;
    const refused = refusedAsWritten(desired, way);
    if (refused) return refused;
    const live = this.services.get(key);
    try {
      if (!live) return this.create(desired, createdBy(way, fields));
      const merged = mergedBy(way, live, fields);
      const refusal = merged && this.update(live, merged);
      if (!refusal && way.tool === ApplyTool.SERVER_SIDE) this.migrate(key, fields);
      return refusal;
    } catch (error) {
      return refusalOf(error, desired);
    }
  }

  /** Changes a live Service manually. A refusal changes nothing. */
  public patch(key: string, change: (service: LiveService) => MergedService): Refusal | undefined {
    const live = this.services.get(key);
    if (!live) return { status: 404, error: `services "${key.slice(key.indexOf('/') + 1)}" not found` };
    return this.update(live, change(live));
  }

  /** Deletes a Service, which frees the numbers that it carries, whether it holds them or not. */
  public remove(key: string): void {
    const live = this.services.get(key);
    if (live) for (const number of numbersOf(live.state)) this.pool.release(number);
    this.services.delete(key);
  }

  private create(
    { key, namespace, service, release }: DesiredService,
    { fields, managers, applied }: MergedService,
  ): Refusal | undefined {
    this.pool.begin(key);
    const allocated = allocateNew(service, withDefaults(fields), this.pool);
    return this.store(allocated, { namespace, service, managers, applied, release, state: withDefaults(fields) });
  }

  private update(live: LiveService, merged: MergedService): Refusal | undefined {
    const { minor } = this.profile;
    this.pool.begin(keyOf(live));
    const next = filledIn(withDefaults(merged.fields), live.state, minor);
    const allocated = allocateChanged(live.service, next, live.state, this.pool);
    return this.store(allocated, { ...live, managers: merged.managers, applied: merged.applied }, live.state);
  }

  /** Validates a Service whose numbers are allocated, and stores it. */
  private store(allocated: Allocated, service: LiveService, old?: ServiceState): Refusal | undefined {
    if ('refusal' in allocated) return this.reverted(allocated.refusal);
    const state = old ? withoutStaleFields(allocated.state, old) : allocated.state;
    const refusal = this.validate(service.service, state, old);
    if (refusal) return this.reverted(refusal);
    for (const { nodePort, because } of this.pool.risks) {
      this.risks.push({ service: keyOf(service), nodePort, because });
    }
    for (const number of old ? releasedBy(old, state) : []) this.pool.release(number);
    this.services.set(keyOf(service), { ...service, state });
    return undefined;
  }

  /** Undoes the allocations of a refused request. */
  private reverted(refusal: Refusal): Refusal {
    this.pool.revert();
    return refusal;
  }

  private validate(name: string, next: ServiceState, old: ServiceState | undefined): Refusal | undefined {
    const errors = validationErrors({ next, old, minor: this.profile.minor });
    if (errors.length === 0) return undefined;
    return { ...invalid(name, errors), isUncertain: this.mayBeKept(next, old) };
  }

  /** Whether a health check that may not change may already have the requested number. */
  private mayBeKept(next: ServiceState, old: ServiceState | undefined): boolean | undefined {
    if (!old || !needsHealthCheck(old) || !isPick(old.healthCheckNodePort)) return undefined;
    return this.pool.mayBe(old.healthCheckNodePort, next.healthCheckNodePort) || undefined;
  }

  /**
   * After its first server-side apply to an object that it applied before, kubectl takes over its earlier fields and
   * applies again.
   */
  private migrate(key: string, config: ServiceFields): void {
    const live = this.services.get(key);
    const managers = live?.managers && handedOver(live.managers, 'kubectl');
    if (!live || !managers) return;
    this.services.set(key, { ...live, managers });
    const merged = mergedBy({ tool: ApplyTool.SERVER_SIDE, forcesConflicts: true }, { ...live, managers }, config);
    // From here on, kubectl only warns about failures.
    if (merged) this.update({ ...live, managers }, merged);
  }
}

/** The API server's answer to a manifest that cannot be merged. */
function refusalOf(error: unknown, { namespace, service }: DesiredService): Refusal {
  if (error instanceof ApplyConflict) return { status: 409, error: error.message };
  if (error instanceof PatchRefused) return { status: 500, error: error.message };
  if (!(error instanceof ApplyMalformed)) throw error;
  return {
    status: 500,
    error: `failed to create typed patch object (${namespace}/${service}; /v1, Kind=Service): ${error.message}`,
  };
}
