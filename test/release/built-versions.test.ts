import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireBuiltVersions } from '../../projenrc/release/built-versions';
import { run } from '../support/run';

let output: string;
beforeEach(() => void (output = mkdtempSync(join(tmpdir(), 'built-'))));
afterEach(() => rmSync(output, { recursive: true }));

function pack(name: string, files: Record<string, object>): void {
  mkdirSync(join(output, 'package'));
  for (const [file, json] of Object.entries(files)) writeFileSync(join(output, 'package', file), JSON.stringify(json));
  run('tar', ['-czf', `${name}-1.2.3.tgz`, 'package'], { cwd: output });
  rmSync(join(output, 'package'), { recursive: true });
}

/** A release of 1.2.3 in which the package for Pulumi has a version and needs one. */
function build({ version, peer }: { version: string; peer: string }): void {
  pack('cdk8s-nodeport', { 'package.json': { version: '1.2.3' }, '.jsii': { version: '1.2.3' } });
  pack('cdk8s-nodeport-pulumi', { 'package.json': { version, peerDependencies: { 'cdk8s-nodeport': peer } } });
  writeFileSync(join(output, 'cdk8s-nodeport.cjs'), "console.log('1.2.3')");
}

test('a release is accepted if its parts have its version', () => {
  build({ version: '1.2.3', peer: '1.2.3' });
  expect(() => requireBuiltVersions(output, '1.2.3')).not.toThrow();
});

test.each([
  [{ version: '0.0.0', peer: '1.2.3' }, 'package.json of cdk8s-nodeport-pulumi is 0.0.0'],
  [{ version: '1.2.3', peer: '0.0.0' }, 'the peer cdk8s-nodeport of cdk8s-nodeport-pulumi is 0.0.0'],
])('a release with %p for Pulumi is refused', (pulumi, message) => {
  build(pulumi);
  expect(() => requireBuiltVersions(output, '1.2.3')).toThrow(`not of version 1.2.3: ${message}`);
});
