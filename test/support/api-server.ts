/** A port of a Service, as kubectl prints it. */
export interface Port {
  name?: string;
  port: number;
  protocol?: string;
  nodePort?: number;
}
/** A Service, as kubectl prints it. */
export interface Service {
  apiVersion: string;
  kind: string;
  metadata: { namespace: string; name: string };
  spec: {
    type: string;
    ports: Port[];
    externalTrafficPolicy?: string;
    healthCheckNodePort?: number;
    allocateLoadBalancerNodePorts?: boolean;
    externalName?: string;
  };
}

/** Chooses one of the free numbers of a band. */
export type Pick = (free: readonly number[]) => number;

const TAKEN = 'provided port is already allocated';

/** The HTTP status and the message of a refusal. */
export class Refused extends Error {
  constructor(
    public readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The node port allocator of kube-apiserver, modeled on its alloc.go and strategy.go rather than on the library, so
 * that plans can be compared with it. Objects are replaced as by PUT.
 */
export class ApiServer {
  public readonly services = new Map<string, Service>();
  private bitmap = new Set<number>();

  constructor(
    private readonly first: number,
    private readonly last: number,
    private readonly offset: number,
    private readonly pick: Pick,
  ) {}

  public copy(pick: Pick = this.pick): ApiServer {
    const copy = new ApiServer(this.first, this.last, this.offset, pick);
    for (const [key, service] of this.services) copy.services.set(key, service);
    copy.bitmap = new Set(this.bitmap);
    return copy;
  }

  /** Creates or replaces a Service; throws Refused, and then nothing has changed. */
  public apply(given: Service): void {
    const key = keyOf(given);
    const next = structuredClone(given);
    for (const port of next.spec.ports) port.protocol ||= 'TCP';
    if (next.spec.type === 'LoadBalancer') next.spec.allocateLoadBalancerNodePorts ??= true;
    const before = new Set(this.bitmap);
    try {
      const release = this.services.has(key) ? this.update(next, this.services.get(key)!) : this.create(next);
      validate(next, this.services.get(key));
      for (const number of release) this.bitmap.delete(number);
      this.services.set(key, next);
    } catch (error) {
      this.bitmap = before;
      throw error;
    }
  }

  public delete(key: string): void {
    const service = this.services.get(key);
    if (!service) return;
    for (const number of [...numbers(service), service.spec.healthCheckNodePort ?? 0]) this.bitmap.delete(number);
    this.services.delete(key);
  }

  /** What `kubectl get services -A -o json` prints, as if `kubectl apply` had written every Service as it is. */
  public list(): object {
    const items = [...this.services.values()].map((service) => ({
      ...service,
      metadata: {
        ...service.metadata,
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(service) },
      },
    }));
    return { apiVersion: 'v1', kind: 'List', items };
  }

  private create({ metadata: { name }, spec }: Service): number[] {
    if (isAllocating(spec.type)) {
      const byPort = new Map<number, number>();
      spec.ports.forEach((port, index) => {
        if (!port.nodePort && spec.allocateLoadBalancerNodePorts === false) return;
        const known = byPort.get(port.port) ?? 0;
        if (known === 0) {
          const requested = spec.ports.find((other) => other.port === port.port && other.nodePort)?.nodePort ?? 0;
          port.nodePort = requested > 0 ? this.allocate(requested, name, index) : this.allocateNext('nodePort');
          byPort.set(port.port, port.nodePort);
        } else if (port.nodePort !== known) {
          port.nodePort = port.nodePort ? this.allocate(port.nodePort, name, index) : known;
        }
      });
    }
    if (needsHealthCheck(spec)) this.allocateHealthCheck(spec);
    return [];
  }

  private update({ metadata: { name }, spec }: Service, old: Service): number[] {
    patchAllocatedValues(spec, old.spec);
    const released: number[] = [];
    if (isAllocating(old.spec.type) && !isAllocating(spec.type)) released.push(...numbers(old));
    if (isAllocating(spec.type)) {
      const oldNumbers = numbers(old);
      const allocated = new Set<number>();
      const seen = new Set<string>();
      spec.ports.forEach((port, index) => {
        if (!port.nodePort && spec.allocateLoadBalancerNodePorts === false) return;
        if (port.nodePort) {
          if (!oldNumbers.includes(port.nodePort) && !allocated.has(port.nodePort)) {
            allocated.add(this.allocate(port.nodePort, name, index));
          }
        } else {
          port.nodePort = this.allocateNext('nodePort');
        }
        const pair = `${port.protocol} ${port.nodePort}`;
        if (seen.has(pair)) throw new Refused(500, `duplicate nodePort: {${pair}}`);
        seen.add(pair);
      });
      released.push(...oldNumbers.filter((number) => !spec.ports.some(({ nodePort }) => nodePort === number)));
    }
    if (!needsHealthCheck(old.spec) && needsHealthCheck(spec)) this.allocateHealthCheck(spec);
    if (needsHealthCheck(old.spec) && !needsHealthCheck(spec)) released.push(old.spec.healthCheckNodePort!);
    dropTypeDependentFields(spec, old.spec);
    return released;
  }

  private allocate(number: number, name: string, index: number): number {
    const why = this.reserve(number);
    if (why) {
      throw new Refused(
        422,
        `Service "${name}" is invalid: spec.ports[${index}].nodePort: Invalid value: ${number}: ${why}`,
      );
    }
    return number;
  }

  private allocateHealthCheck(spec: Service['spec']): void {
    const number = spec.healthCheckNodePort;
    if (!number) {
      spec.healthCheckNodePort = this.allocateNext('HealthCheck NodePort 0');
      return;
    }
    const why = this.reserve(number);
    if (why) {
      throw new Refused(
        500,
        `Internal error occurred: failed to allocate requested HealthCheck NodePort ${number}: ${why}`,
      );
    }
  }

  private reserve(number: number): string | undefined {
    if (number < this.first || number > this.last) {
      return `provided port is not in the valid range. The range of valid ports is ${this.first}-${this.last}`;
    }
    if (this.bitmap.has(number)) return TAKEN;
    this.bitmap.add(number);
    return undefined;
  }

  private allocateNext(what: string): number {
    const free = Array.from({ length: this.last - this.first + 1 }, (_, step) => this.first + step).filter(
      (number) => !this.bitmap.has(number),
    );
    const upper = free.filter((number) => number >= this.first + this.offset);
    if (free.length === 0) {
      throw new Refused(500, `Internal error occurred: failed to allocate a ${what}: range is full`);
    }
    const number = this.pick(upper.length > 0 ? upper : free);
    this.bitmap.add(number);
    return number;
  }
}

/** A Service by namespace and name. */
export function keyOf({ metadata: { namespace, name } }: Service): string {
  return `${namespace}/${name}`;
}

/** The node ports of a Service, without its health check port. */
export function numbers({ spec }: Service): number[] {
  return spec.ports.flatMap(({ nodePort }) => nodePort || []);
}

function isAllocating(type: string): boolean {
  return type === 'NodePort' || type === 'LoadBalancer';
}

function needsNodePort({ type, allocateLoadBalancerNodePorts }: Service['spec']): boolean {
  return type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false);
}

function needsHealthCheck({ type, externalTrafficPolicy }: Service['spec']): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

function patchAllocatedValues(spec: Service['spec'], old: Service['spec']): void {
  if (needsNodePort(old) && needsNodePort(spec)) {
    const used = old.ports
      .map(({ nodePort }) => nodePort)
      .filter((number) => number && spec.ports.some(({ nodePort }) => nodePort === number));
    const byName = new Map(old.ports.map(({ name = '', nodePort }) => [name, nodePort]));
    for (const port of spec.ports) {
      const value = byName.get(port.name ?? '');
      if (!port.nodePort && !used.includes(value)) port.nodePort = value;
    }
  }
  if (needsHealthCheck(old) && needsHealthCheck(spec)) spec.healthCheckNodePort ||= old.healthCheckNodePort;
}

function dropTypeDependentFields(spec: Service['spec'], old: Service['spec']): void {
  const isUnchanged = spec.ports.every(
    ({ nodePort }) => !nodePort || old.ports.some((port) => port.nodePort === nodePort),
  );
  if (isAllocating(old.type) && !isAllocating(spec.type) && isUnchanged) {
    for (const port of spec.ports) port.nodePort = undefined;
  }
  if (needsHealthCheck(old) && !needsHealthCheck(spec) && spec.healthCheckNodePort === old.healthCheckNodePort) {
    spec.healthCheckNodePort = undefined;
  }
}

function validate({ metadata, spec }: Service, old: Service | undefined): void {
  const invalid = (text: string): Refused => new Refused(422, `Service "${metadata.name}" is invalid: ${text}`);
  const repeats = (keyed: (port: Port) => unknown): boolean => new Set(spec.ports.map(keyed)).size < spec.ports.length;
  if (spec.ports.length > 1 && spec.ports.some(({ name }) => !name)) {
    throw invalid('spec.ports[0].name: Required value');
  }
  if (spec.ports.length > 1 && repeats(({ name }) => name)) throw invalid('spec.ports[1].name: Duplicate value');
  if (repeats(({ protocol, port }) => `${protocol} ${port}`)) throw invalid('spec.ports[1]: Duplicate value');
  if (repeats((port) => (port.nodePort ? `${port.protocol} ${port.nodePort}` : port))) {
    throw invalid('spec.ports[1].nodePort: Duplicate value');
  }
  if (spec.type === 'ClusterIP' && spec.ports.some(({ nodePort }) => nodePort)) {
    throw invalid("spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'");
  }
  if (spec.healthCheckNodePort && !needsHealthCheck(spec)) throw invalid('spec.healthCheckNodePort: Invalid value');
  if (
    old &&
    needsHealthCheck(old.spec) &&
    needsHealthCheck(spec) &&
    old.spec.healthCheckNodePort !== spec.healthCheckNodePort
  ) {
    throw invalid('spec.healthCheckNodePort: Forbidden: field is immutable');
  }
}
