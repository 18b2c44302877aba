import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Api } from './api';
import { assetsOf } from './cluster';
import { ApiServer, ControlPlane, ControlPlaneOptions, startControlPlane } from './control-plane';
import { ClusterClaim, claimObject } from '../../lib/core/claims/cluster-claim';
import { Ran, cli } from '../support/cli';

/** The result of a kubectl command. */
export interface Typed {
  readonly isDone: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** A Service as these tests write it: in a namespace, of type NodePort unless its spec says otherwise. */
export function portsOf(namespace: string, name: string, ports: object[], spec: object = {}, metadata: object = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, ...metadata },
    spec: { type: 'NodePort', selector: { app: name }, ports, ...spec },
  };
}

/** A claim as these tests write it. */
export function claimOf(
  nodePort: number | string,
  service: string,
  claimedBy = 'github.com/acme/storage',
  more: Partial<ClusterClaim> = {},
) {
  return claimObject({ nodePort: nodePort as number, service, port: '', claimedBy, reason: '', ...more });
}

const FOR_PROBES = { nodePort: 32766, service: '', port: '', claimedBy: 'e2e', reason: 'is the guard in force?' };
const MAX_WAIT_MS = 30_000;

/** A real cluster and the command line, as a platform engineer uses them. */
export class GuardedCluster {
  /** Starts a cluster with some namespaces. */
  public static async start(
    options: Partial<ControlPlaneOptions> = {},
    namespaces: readonly string[] = ['storage', 'edge'],
  ): Promise<GuardedCluster> {
    const plane = await startControlPlane({ assets: assetsOf('newest'), ...options });
    const cluster = new GuardedCluster(plane);
    for (const name of namespaces) {
      await cluster.api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
    return cluster;
  }

  private readonly folder = mkdtempSync(join(tmpdir(), 'cdk8s-nodeport-claims-'));
  private readonly env: Record<string, string | undefined>;

  private constructor(private readonly plane: ControlPlane) {
    writeFileSync(join(this.folder, 'kubeconfig'), plane.kubeConfig);
    this.env = {
      ...process.env,
      PATH: `${assetsOf('newest')}${delimiter}${process.env.PATH}`,
      KUBECONFIG: join(this.folder, 'kubeconfig'),
      // kubectl caches discovery by address in the home folder, and an earlier cluster may have had this address.
      HOME: this.folder,
    };
  }

  public get api(): Api {
    return this.plane.api;
  }

  public get apiServers(): readonly ApiServer[] {
    return this.plane.apiServers;
  }

  /** Runs kubectl; an object becomes its standard input. */
  public kubectl(args: string, input?: object | string): Typed {
    const text = typeof input === 'string' ? input : JSON.stringify(input ?? '');
    const { status, stdout, stderr } = spawnSync('kubectl', args.split(' '), {
      cwd: this.folder,
      env: this.env,
      encoding: 'utf8',
      input: text,
    });
    return { isDone: status === 0, stdout: stdout.trim(), stderr: stderr.trim() };
  }

  /** Runs kubectl, which must succeed, and returns what it printed. */
  public done(args: string, input?: object | string): string {
    const { isDone, stdout, stderr } = this.kubectl(args, input);
    assert.ok(isDone, `kubectl ${args}: ${stderr}`);
    return stdout;
  }

  /** Runs another program with the kubeconfig of this cluster. */
  public run(program: string, args: readonly string[]): Typed {
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd: this.folder,
      env: this.env,
      encoding: 'utf8',
    });
    return { isDone: status === 0, stdout: stdout?.trim() ?? '', stderr: stderr?.trim() || String(error ?? '') };
  }

  /** Types a command of this tool. */
  public async nodeport(...argv: string[]): Promise<Ran> {
    return cli(argv, { cwd: this.folder, env: this.env });
  }

  /** Writes a file into the folder where commands are typed, and returns its name. */
  public async file(name: string, text: string): Promise<string> {
    await writeFile(join(this.folder, name), text);
    return name;
  }

  /**
   * Types `cdk8s-nodeport guard … | kubectl apply -f -`, and waits until every API server has the guard that was asked
   * for: an API server keeps using the earlier one for a moment.
   */
  public async install(...flags: string[]): Promise<void> {
    const { code, stdout, stderr } = await this.nodeport('guard', ...flags);
    assert.equal(code, 0, stderr);
    this.done('apply -f -', stdout);
    if (flags.includes('--claims-only')) return;
    const exempt = flags.includes('--exempt-namespace') ? flags[flags.indexOf('--exempt-namespace') + 1] : undefined;
    await this.untilInForce(flags.includes('--warn') ? 'warns' : 'refuses', exempt);
  }

  /** Waits until a probe is refused or gets a warning, while one in an exempt namespace gets neither. */
  public async untilInForce(mode: 'warns' | 'refuses' = 'refuses', exempt?: string): Promise<void> {
    await eventually(
      async () =>
        (await this.api.create(claimObject(FOR_PROBES))).code < 500 && this.kubectl('get nodeportclaims 32766').isDone,
    );
    for (const server of this.apiServers) {
      writeFileSync(join(this.folder, 'probed'), server.kubeConfig);
      await eventually(async () => this.guardSays('default') === mode);
      if (exempt) await eventually(async () => this.guardSays(exempt) === 'nothing');
    }
    this.done('delete nodeportclaims 32766');
    // The guard takes as long to forget a claim as to learn of one.
    await eventually(async () => this.guardSays('default') === 'nothing');
  }

  /** What the guard of the API server in `probed` does about a Service on the probe's port. */
  private guardSays(namespace: string): 'warns' | 'refuses' | 'nothing' {
    const probe = portsOf(namespace, 'probe', [{ port: 80, nodePort: FOR_PROBES.nodePort }]);
    const { isDone, stderr } = this.kubectl('--kubeconfig probed create --dry-run=server -f -', probe);
    if (!stderr.includes('nodeport-guard.cdk8s.io')) return 'nothing';
    return isDone ? 'warns' : 'refuses';
  }

  /** Claims a port, and waits until the guard has learned of it. */
  public async claim(claim: object): Promise<void> {
    this.done('create -f -', claim);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }

  /** Removes claims and Services, so that the next test finds an empty cluster. */
  public async reset(): Promise<void> {
    for (const namespace of ['storage', 'edge']) this.done(`delete services --all -n ${namespace}`);
    if (this.kubectl('get crd nodeportclaims.nodeport.cdk8s.io').isDone) this.done('delete nodeportclaims --all');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }

  /** The node ports of a Service by name, as `api=30009`. */
  public portsOf(namespace: string, name: string): string {
    const { spec } = JSON.parse(this.done(`get service ${name} -n ${namespace} -o json`)) as {
      spec: { ports: { name?: string; nodePort?: number }[] };
    };
    return spec.ports.map((port) => `${port.name ?? ''}=${port.nodePort}`).join(' ');
  }

  public async stop(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    await this.plane.stop();
  }
}

/** Waits until something holds. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + MAX_WAIT_MS;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `it did not hold within ${MAX_WAIT_MS / 1000} s: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
