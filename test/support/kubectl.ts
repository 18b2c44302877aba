import { chmodSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { filesIn } from './cli';

/** A folder with a fake kubectl that answers according to its arguments, and records them with what it reads. */
export interface FakeKubectl {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The arguments of each call, in order. */
  calls(): string[];
  /** What the calls read from standard input, one after another. */
  inputs(): string;
}

/** The answer to calls that start with some arguments: on standard output, or on standard error if it fails. */
export interface FakeAnswer {
  readonly args: string;
  readonly prints?: string | object;
  readonly fails?: string;
}

/** Makes a fake kubectl; it gives the first answer that matches, and fails if none does. */
export function fakeKubectl(...answers: readonly FakeAnswer[]): FakeKubectl {
  const files = Object.fromEntries(
    answers.flatMap(({ prints = '', fails = '' }, index) => [
      [`answers/${index}.out`, typeof prints === 'string' ? prints : JSON.stringify(prints)],
      [`answers/${index}.err`, fails],
    ]),
  );
  const cases = answers.map(
    ({ args, fails }, index) =>
      `  ${JSON.stringify(args)}*) cat "$here/answers/${index}.out"; cat "$here/answers/${index}.err" >&2; exit ` +
      `${fails === undefined ? 0 : 1};;`,
  );
  const script = `#!/bin/sh
here="$(dirname "$0")/.."
echo "$*" >> "$here/calls"
case "$*" in *"-f -"*) cat >> "$here/inputs";; esac
case "$*" in
${cases.join('\n')}
  *) echo "error: unexpected call" >&2; exit 1;;
esac
`;
  const cwd = filesIn({ ...files, 'bin/kubectl': script, 'calls': '', 'inputs': '' });
  chmodSync(`${cwd}/bin/kubectl`, 0o755);
  return {
    cwd,
    env: { PATH: `${cwd}/bin${delimiter}${process.env.PATH}` },
    calls: () => readFileSync(`${cwd}/calls`, 'utf8').trim().split('\n'),
    inputs: () => readFileSync(`${cwd}/inputs`, 'utf8'),
  };
}

/** A list as kubectl prints it. */
export function listOf(...items: readonly object[]): object {
  return { apiVersion: 'v1', kind: 'List', items };
}

/** A claim as the API server prints it. */
export function claimPrinted(nodePort: number, service: string, claimedBy: string, more: object = {}): object {
  return {
    apiVersion: 'nodeport.cdk8s.io/v1',
    kind: 'NodePortClaim',
    metadata: { name: String(nodePort) },
    spec: { service, port: '', claimedBy, reason: '', ...more },
  };
}

/** A live Service of type NodePort as the API server prints it. */
export function servicePrinted(namespace: string, name: string, nodePort: number): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace, name },
    spec: { type: 'NodePort', ports: [{ name: 'api', port: 80, protocol: 'TCP', nodePort }] },
  };
}
