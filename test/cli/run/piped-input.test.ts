import { LIMITS } from '../../../lib/core/limits';
import { cli } from '../../support/cli';

const MEBIBYTE = 1024 * 1024;
const endless = Array.from({ length: LIMITS.pipedBytes / MEBIBYTE + 1 }, () => Buffer.alloc(MEBIBYTE, 0x20));

test.each([
  ['snapshot', '-'],
  ['claims', '--from-snapshot', '-'],
  ['assign', '-', '--no-config'],
])('more input than fits into memory is refused by %s', async (...argv) => {
  const { code, stdout, stderr } = await cli(argv, { stdin: endless });
  expect(stderr).toMatch(/^cdk8s-nodeport: Standard input is larger than 256 MiB\. Pipe in less, such as /);
  expect(stdout).toBe('');
  expect(code).toBe(1);
});

test('a binary file is refused as a snapshot', async () => {
  const { code, stderr } = await cli(['snapshot', '-'], { stdin: Buffer.from([1, 0, 2, 0, 0]) });
  expect(stderr).toMatch(/^cdk8s-nodeport: Standard input is binary\. /);
  expect(code).toBe(1);
});
