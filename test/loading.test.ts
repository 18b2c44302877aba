import { run } from './support/run';
import { USER_PROJECT } from './support/user-project';

/** Which files of the library and of its packages a program of one line has loaded by its end. */
function loadedBy(program: string): string[] {
  const script = `${program};console.log(JSON.stringify(Object.keys(require.cache)))`;
  const { status, stdout, stderr } = run(process.execPath, ['--eval', script], { cwd: USER_PROJECT });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return (JSON.parse(stdout) as string[]).map((path) => path.replace(/^.*?\/node_modules\//, ''));
}

test(
  'importing the library loads neither the reader of manifests nor YAML, which take longer to load than all ' +
    'the rest',
  () => {
    const loaded = loadedBy("require('cdk8s-nodeport')");
    expect(loaded).toContain('cdk8s-nodeport/build/constructs/static-node-port-service.js');
    const late =
      /^cdk8s-nodeport\/build\/io\/(manifests\/(manifest-reader|yaml)|records\/(lock-reader|snapshot-file))|^(yaml|picomatch|write-file-atomic)\//;
    expect(loaded.filter((path) => late.test(path))).toEqual([]);
  },
);
