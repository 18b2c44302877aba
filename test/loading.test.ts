import { join } from 'node:path';
import { run } from './support/run';

const ROOT = join(__dirname, '..');

/** Which files of the library and of its packages a program of one line has loaded by its end. */
function loadedBy(program: string): string[] {
  const script = `${program};console.log(JSON.stringify(Object.keys(require.cache)))`;
  const { status, stdout, stderr } = run(
    process.execPath,
    ['--import', 'tsx', '--input-type=commonjs', '--eval', script],
    { cwd: ROOT },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return (JSON.parse(stdout) as string[]).map((path) => path.replace(`${ROOT}/`, ''));
}

test(
  'importing the library loads neither the reader of manifests nor YAML, which take longer to load than all ' +
    'the rest',
  () => {
    const loaded = loadedBy("require('./lib/index.ts')");
    expect(loaded).toContain('lib/constructs/static-node-port-service.ts');
    const late =
      /^lib\/io\/manifests\/(manifest-reader|yaml)|^lib\/io\/records\/(lock-reader|snapshot-file)|^node_modules\/(yaml|picomatch|write-file-atomic)\//;
    expect(loaded.filter((path) => late.test(path))).toEqual([]);
  },
);
