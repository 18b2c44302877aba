import { LIMITS } from '../../../lib/core/limits';
import { cli } from '../../support/cli';

const service = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {type: NodePort, ports: [{port: 80, nodePort: ` +
  `30009}]}\n`;

/** A document of one more mebibyte than is read, in pieces as a pipe hands them over. */
function* tooLarge(): Generator<Uint8Array> {
  yield Buffer.from('---\n');
  const piece = Buffer.from('# a line of a comment, which is as long as others\n'.repeat(20_000));
  for (let bytes = 0; bytes <= LIMITS.documentBytes; bytes += piece.length) yield piece;
  yield Buffer.from('---\n');
}

test('a document that is too large for a pipe is reported, and those around it are checked', async () => {
  const stdin = [Buffer.from(service('a')), ...tooLarge(), Buffer.from(service('b'))];
  const { code, stdout, stderr } = await cli(['check', '-', '--no-config'], { stdin });
  expect(stdout + stderr).toMatch(/stdin:5:1: .*a document is larger than 32 MiB/);
  expect(stdout).toMatch(
    /Service default\/b, .*node port 30009 is already claimed by stdin:\d+:\d+ \(Service default\/a/,
  );
  expect(code).not.toBe(0);
});
