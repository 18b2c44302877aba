import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../lib/cli/main';

/** What a command wrote, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test may change about the world of a command. */
export interface Around {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array | readonly Uint8Array[] | AsyncIterable<Uint8Array>;
  readonly isTerminal?: boolean;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs the command line inside this process. */
export async function cli(
  argv: readonly string[],
  { cwd = process.cwd(), stdin = '', isTerminal = false, env = {} }: Around = {},
): Promise<Ran> {
  const [stdout, stderr]: string[][] = [[], []];
  const output = (lines: string[]) => ({ isTerminal, write: (text: string) => void lines.push(text) });
  const chunks = typeof stdin === 'string' ? [Buffer.from(stdin)] : stdin instanceof Uint8Array ? [stdin] : stdin;
  const code = await main(argv, { cwd, env, stdin: each(chunks), stdout: output(stdout), stderr: output(stderr) });
  return { code, stdout: stdout.join(''), stderr: stderr.join('') };
}

async function* each(chunks: readonly Uint8Array[] | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** A new folder with some files in it. */
export function filesIn(files: Readonly<Record<string, string | Uint8Array>>, within = tmpdir()): string {
  const folder = mkdtempSync(join(within, 'nodeport-cli-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** A Service of type NodePort in YAML, its first node port on line 8. */
export function serviceYaml(name: string, nodePort: unknown, namespace = 'default'): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  type: NodePort
  ports:
    - port: 80
      nodePort: ${nodePort}
`;
}
