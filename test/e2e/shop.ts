import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { assetsOf } from './cluster';
import { ControlPlane } from './control-plane';
import { KubectlSession, Typed } from './kubectl-session';
import { Service } from './library';
import { cli } from '../support/cli';

/** A folder in which commands run as users type them, against a real cluster, with a real kubectl and Helm. */
export class Shop {
  public readonly folder = mkdtempSync(join(tmpdir(), 'cdk8s-nodeport-shop-'));
  private readonly env: Record<string, string | undefined>;
  /** Undefined if there is only the binary of kubectl. */
  private readonly session?: KubectlSession;

  /**
   * @param plane the cluster
   * @param portRange its `--service-node-port-range`
   * @param helm the folder of the `helm` to use
   */
  constructor(
    plane: ControlPlane,
    private readonly portRange: string,
    private readonly helm?: string,
  ) {
    writeFileSync(join(this.folder, 'kubeconfig'), plane.kubeConfig);
    const path = [assetsOf('newest'), ...(this.helm === undefined ? [] : [this.helm]), process.env.PATH].join(
      delimiter,
    );
    this.env = {
      ...process.env,
      PATH: path,
      KUBECONFIG: join(this.folder, 'kubeconfig'),
      HOME: this.folder,
      KUBE_EDITOR: 'node edit.mjs',
    };
    const session = join(assetsOf('newest'), 'kubectl-session');
    this.session = existsSync(session) ? new KubectlSession(session, this.env) : undefined;
  }

  /** Runs kubectl in the folder; faster than `type`, which starts a new kubectl. */
  public async kubectl(...args: readonly string[]): Promise<Typed> {
    if (this.session) return this.session.run(this.folder, args);
    const { status, stdout, stderr } = spawnSync('kubectl', args, {
      cwd: this.folder,
      env: this.env,
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  }

  /** Types a line. */
  public type(line: string): Typed {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', `set -o pipefail; ${line}`], {
      cwd: this.folder,
      env: this.env,
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  }

  /** Types a line that must succeed. */
  public must(line: string): string {
    const { status, output } = this.type(line);
    assert.equal(status, 0, `${line}\n${output}`);
    return output;
  }

  /** Writes Services to files of a folder, which sort in their order. */
  public write(folder: string, services: readonly Service[]): void {
    rmSync(join(this.folder, folder), { recursive: true, force: true });
    mkdirSync(join(this.folder, folder), { recursive: true });
    services.forEach((each, index) => writeFileSync(join(this.folder, folder, fileName(index)), JSON.stringify(each)));
  }

  /** Writes a text to a file. */
  public save(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Runs the command line of this project. */
  public async cli(argv: readonly string[], stdin?: string) {
    return cli(argv, { cwd: this.folder, env: this.env, stdin });
  }

  /** Takes a snapshot of the cluster. */
  public async snapshot(options: readonly string[] = []): Promise<string> {
    const { code, stderr, stdout } = await this.cli(['snapshot', '--range', this.portRange, ...options]);
    assert.equal(code, 0, stderr);
    this.save('now.snapshot.yaml', stdout);
    return stdout;
  }

  /** The Services of the shop, as read from the cluster. */
  public async services(): Promise<any[]> {
    const { output } = await this.kubectl(
      'get',
      'services',
      '-A',
      '-o',
      'json',
      '--show-managed-fields',
      '--field-selector',
      'metadata.namespace!=default',
    );
    return JSON.parse(output).items;
  }

  public remove(): void {
    this.session?.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The name of the file of a Service in a folder. */
export function fileName(index: number): string {
  return `${String(index).padStart(2, '0')}.json`;
}
