// Synthesizes an example and shows its manifests: `npm run try` for minio, `npm run try -- two-teams` for another.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const [example = 'minio'] = process.argv.slice(2);
const folder = join('examples', example);
const output = join(folder, 'dist');

if (!existsSync(join(folder, 'cdk8s.yaml'))) {
  const known = readdirSync('examples', { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name);
  console.error(
    `There is no example "${example}". Choose one of: ${known.join(', ')}. Type: npm run try -- ${known[0]}`,
  );
  process.exitCode = 1;
} else {
  rmSync(output, { recursive: true, force: true });
  const cli = join('node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
  const { status } = spawnSync(process.execPath, [join(process.cwd(), cli), 'synth', '--no-check-upgrade'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.exitCode = status ?? 1;
  const manifests = status === 0 ? readdirSync(output).sort() : [];
  for (const file of manifests)
    console.log(`# ${join(output, file)}\n${readFileSync(join(output, file), 'utf8').trimEnd()}`);
}
