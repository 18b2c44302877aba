import { cli, filesIn, serviceYaml } from '../../support/cli';
import { PlanJson } from '../../support/plan-json';
import { appliedService as applied, snapshotText } from '../../support/snapshots';

const SNAPSHOT = snapshotText(applied('default/a', 30001), applied('default/b', 30002));

/** A folder that Kustomize builds, with a patch for another kind. */
function kustomized(patchedKind: string): Record<string, string> {
  return {
    'm/kustomization.yaml': 'resources: [a.yaml]\npatches: [{ path: patch.yaml }]\n',
    'm/a.yaml': serviceYaml('a', 30011),
    'm/patch.yaml': `apiVersion: v1\nkind: ${patchedKind}\nmetadata: { name: a }\nspec: { replicas: 2 }\n`,
  };
}

describe('a folder of Kustomize', () => {
  const run = async (files: Record<string, string>, ...argv: string[]) =>
    cli(argv, { cwd: filesIn({ 'prod.snapshot.yaml': SNAPSHOT, ...files }) });

  test('is planned completely if no patch changes Services, with a note', async () => {
    const { code, stdout, stderr } = await run(kustomized('Deployment'), 'plan', '--live', 'prod.snapshot.yaml', 'm');
    expect(code).toBe(0);
    expect(stdout).toContain(': safe,');
    expect(stdout).not.toContain('could not be read');
    expect(stderr).toContain('warning: m: Kustomize builds m, ');
  });

  test('leaves the plan incomplete if a patch changes Services', async () => {
    const { code, stdout } = await run(kustomized('Service'), 'plan', '--live', 'prod.snapshot.yaml', 'm');
    expect(code).toBe(1);
    expect(stdout).toContain(': risky,');
  });

  test('is imported into a lock if no patch changes Services', async () => {
    const files = kustomized('Deployment');
    expect((await run(files, 'lock', 'import', 'm')).stdout).toBe('nodeports.lock.yaml: 1 port of default recorded.\n');
    expect((await run(kustomized('Service'), 'lock', 'import', 'm')).code).toBe(1);
  });
});

describe('a Service in several documents', () => {
  const files = {
    'm/0.yaml': serviceYaml('a', 30002),
    'm/1.yaml': serviceYaml('a', 30012),
    'm/2.yaml': serviceYaml('b', 30001),
  };
  const plan = async (...argv: string[]) =>
    cli(['plan', '--live', 'prod.snapshot.yaml', ...argv, 'm'], {
      cwd: filesIn({ 'prod.snapshot.yaml': SNAPSHOT, ...files }),
    });

  test('appears in a sequence once for each document, in their order, with every change once', async () => {
    const { verdict, changes, refusals } = JSON.parse((await plan('--format', 'json')).stdout) as PlanJson;
    expect({ verdict, refused: refusals.map(({ document }) => document) }).toEqual({ verdict: 'unsafe', refused: [0] });
    expect(changes.map(({ service, from, to }) => `${service} ${from} ${to}`)).toEqual([
      'default/b 30002 30001',
      'default/a 30001 30012',
    ]);
  });

  test('gets a command for each document', async () => {
    const cwd = filesIn({
      'prod.snapshot.yaml': SNAPSHOT,
      'm/0.yaml': serviceYaml('b', 30001),
      'm/1.yaml': serviceYaml('a', 30011),
      'm/2.yaml': serviceYaml('a', 30012),
    });
    const { stdout } = await cli(['plan', '--live', 'prod.snapshot.yaml', 'm'], { cwd });
    expect([...stdout.matchAll(/^ {5}(\S.*)$/gm)].map(([, line]) => line)).toEqual([
      'kubectl apply -f m/1.yaml',
      'kubectl apply -f m/2.yaml',
      'kubectl apply -f m/0.yaml',
    ]);
  });
});
