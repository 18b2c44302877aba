import { SpawnSyncOptions, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. */
export function run(command: string, args: string[], options: SpawnSyncOptions = {}): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    ...options,
    env: uncolored(options.env),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** An environment without FORCE_COLOR, which jest gives to whatever its tests start once it runs in a terminal. */
export function uncolored({ FORCE_COLOR, ...env }: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return env;
}

/** The path of a command that a project has installed; npx would take a second to find it. */
export function bin(project: string, command: string): string {
  return join(project, 'node_modules', '.bin', command);
}
