import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, filesIn } from './support/cli';
import { readConfig } from '../lib/io/records/config-file';

const page = readFileSync(join(__dirname, '../docs/plain-yaml.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text]) => text);

describe('the page on plain YAML', () => {
  test('shows what assign prints and writes', async () => {
    const [manifest] = blocks('yaml');
    const cwd = filesIn({ 'manifests/grafana.yaml': manifest });
    const { stdout } = await cli(['assign', 'manifests/'], { cwd });
    expect(stdout).toBe(blocks('text')[0]);
    const filled = readFileSync(join(cwd, 'manifests/grafana.yaml'), 'utf8');
    const [, number] = /node port (\d+)/.exec(stdout)!;
    expect(filled).toBe(manifest.replace('port: 3000', `port: 3000\n      nodePort: ${number}`));
    expect(page).toContain(`The file now has \`nodePort: ${number}\` below \`port: 3000\``);
    expect((await cli(['assign', '--check', 'manifests/'], { cwd })).code).toBe(0);
  });

  test('shows a valid reservation', () => {
    const cwd = filesIn({ 'nodeports.yaml': blocks('yaml')[1] });
    expect(readConfig('nodeports.yaml', cwd).reservations).toMatchObject([{ key: 'kafka', size: 5 }]);
  });
});
