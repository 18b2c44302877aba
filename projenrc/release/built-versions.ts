// A checkout is of version 0.0.0, and so would be whatever is built from it by mistake.
import { join } from 'node:path';
import { run } from './run';

/** Throws where a part of what was built is of another version than the release. */
export function requireBuiltVersions(output: string, version: string): void {
  const wrong = Object.entries(versionsIn(output, version)).filter(([, each]) => each !== version);
  if (wrong.length === 0) return;
  throw new Error(`not of version ${version}: ${wrong.map(([part, each]) => `${part} is ${each}`).join(', ')}`);
}

function versionsIn(output: string, version: string): Record<string, string> {
  const packed = (name: string, file: string) =>
    JSON.parse(run('tar', ['-xzOf', join(output, `${name}-${version}.tgz`), `package/${file}`], output));
  const pulumi = packed('cdk8s-nodeport-pulumi', 'package.json');
  return {
    'package.json': packed('cdk8s-nodeport', 'package.json').version,
    '.jsii': packed('cdk8s-nodeport', '.jsii').version,
    'cdk8s-nodeport.cjs': run(process.execPath, [join(output, 'cdk8s-nodeport.cjs'), '--version'], output).trim(),
    'package.json of cdk8s-nodeport-pulumi': pulumi.version,
    'the peer cdk8s-nodeport of cdk8s-nodeport-pulumi': pulumi.peerDependencies['cdk8s-nodeport'],
  };
}
