import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Authority, Severity } from '../lib/core/findings/finding-kind';
import { CATALOGUE } from '../lib/core/rules/catalogue';

const MUSEUM = join(__dirname, '..', 'test', 'refusals');

const CHAPTERS: [Authority, string, string][] = [
  [Authority.API_SERVER, 'What the API server refuses', 'Nobody can accept these: `kubectl apply` would fail.'],
  [
    Authority.LIBRARY,
    'What the API server takes and you would suffer from',
    'A reason can accept these: see [the README](../README.md#accept-a-risk).',
  ],
  [Authority.USAGE, 'What cannot be read', 'These throw where the construct is made, or are reported with the rest.'],
];

/** The page of all findings: from the catalogue, and from the apps and texts of the museum of refusals. */
export function findingsPage(): string {
  return `${[
    '# Findings',
    'Everything this library refuses or warns of. An **error** keeps every manifest from being written; a ' +
      '**warning** is said on standard\nerror and is an error under `strict: true`. A free port is proposed once ' +
      'in a run; the numbers that everybody writes by hand (30000,\n30001, 30007, 30080 and the like) come last.',
    ...CHAPTERS.flatMap(([authority, title, lead]) => [
      `## ${title}`,
      lead,
      ...Object.entries(CATALOGUE)
        .filter(([, entry]) => entry.authority === authority)
        .map(([code]) => section(code)),
    ]),
  ].join('\n\n')}\n`;
}

function section(code: string): string {
  const { severity, title, remedy } = CATALOGUE[code as keyof typeof CATALOGUE];
  const [kind, language] = existsSync(join(MUSEUM, `${code}.ts`)) ? ['An app', 'ts'] : ['A manifest', 'yaml'];
  const app = readFileSync(join(MUSEUM, `${code}.${language}`), 'utf8').trimEnd();
  const text = readFileSync(join(MUSEUM, `${code}.txt`), 'utf8').trimEnd();
  return [
    `### ${code}`,
    `**${severity === Severity.ERROR ? 'Error' : 'Warning'}.** ${title}. ${remedy}.`,
    `\`\`\`text\n${text}\n\`\`\``,
    `<details><summary>${kind} that gets it</summary>\n\n\`\`\`${language}\n${app}\n\`\`\`\n\n</details>`,
  ].join('\n\n');
}
