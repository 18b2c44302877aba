import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Api } from './api';
import { assetsOf } from './cluster';
import { ApiServer, ControlPlane, ControlPlaneOptions, startControlPlane } from './control-plane';
import { eventually } from './eventually';
import { Expected, GuardWitness } from './guard-witness';
import { Ran, cli } from '../support/cli';

/** The result of a kubectl command. */
export interface Typed {
  readonly isDone: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

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
  private readonly witness: GuardWitness;
  /** What the guard that was installed last does. */
  private installed: Expected = {};

  private constructor(private readonly plane: ControlPlane) {
    this.witness = new GuardWitness(plane);
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
    await eventually(async () => this.kubectl('get nodeportclaims').isDone);
    if (flags.includes('--claims-only')) return;
    this.installed = {
      verdict: flags.includes('--warn') ? 'warns' : 'refuses',
      exempt: flags.includes('--exempt-namespace') ? flags[flags.indexOf('--exempt-namespace') + 1] : undefined,
      injects: flags.includes('--inject'),
    };
    await this.untilLearned();
  }

  /** Waits until the guard acts on all claims that exist, and only on them. */
  public async untilLearned(): Promise<void> {
    await this.witness.untilInForce(this.installed);
  }

  /** Claims a port, and waits until the guard has learned of it. */
  public async claim(claim: object): Promise<void> {
    this.done('create -f -', claim);
    await this.untilLearned();
  }

  /** Removes claims and Services, so that the next test finds an empty cluster with a guard. */
  public async reset(): Promise<void> {
    for (const namespace of ['storage', 'edge']) this.done(`delete services --all -n ${namespace}`);
    this.done('delete nodeportclaims --all');
    await this.untilLearned();
  }

  /** The node ports of a Service by name, as `api=30009`. */
  public portsOf(namespace: string, name: string): string {
    const { spec } = JSON.parse(this.done(`get service ${name} -n ${namespace} -o json`)) as {
      spec: { ports: { name?: string; nodePort?: number }[] };
    };
    return spec.ports.map((port) => `${port.name ?? ''}=${port.nodePort}`).join(' ');
  }

  public async stop(): Promise<void> {
    this.witness.close();
    rmSync(this.folder, { recursive: true, force: true });
    await this.plane.stop();
  }
}
