import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Authority, Severity } from '../lib/core/findings/finding-kind';
import { CATALOGUE } from '../lib/core/rules/catalogue';

const REFUSALS = join(__dirname, '..', 'test', 'refusals');

/** What triggers a finding, by the ending of its file. */
const KINDS = [
  ['An app', '.ts'],
  ['A manifest', '.yaml'],
  ['A manifest to fill in', '.assign.yaml'],
] as const;

const CHAPTERS: [Authority, string, string][] = [
  [Authority.API_SERVER, 'What the API server refuses', 'You cannot accept these: `kubectl apply` would fail.'],
  [
    Authority.LIBRARY,
    'What the API server accepts, but is risky',
    'You can accept these with a reason: see [the README](../README.md#accept-a-risk).',
  ],
  [Authority.USAGE, 'What cannot be read', 'These throw when you create the construct, or are reported with the rest.'],
];

/** The page of all findings: built from the catalogue and from the apps and texts in test/refusals. */
export function findingsPage(): string {
  return `${[
    '# Findings',
    'Everything that this library refuses or warns about. An **error** keeps every manifest from being written.\n' +
      'A **warning** is printed on standard error, and is an error with `strict: true`. Each run proposes a free\n' +
      'port only once, and proposes the numbers that everybody writes by hand (30000, 30001, 30007, 30080 and the\n' +
      'like) last.',
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
  const [kind, ending] = KINDS.find((each) => existsSync(join(REFUSALS, code + each[1])))!;
  const language = ending.split('.').pop();
  const app = readFileSync(join(REFUSALS, code + ending), 'utf8').trimEnd();
  const text = readFileSync(join(REFUSALS, `${code}.txt`), 'utf8').trimEnd();
  return [
    `### ${code}`,
    `**${severity === Severity.ERROR ? 'Error' : 'Warning'}.** ${title}. ${remedy}.`,
    `\`\`\`text\n${text}\n\`\`\``,
    `<details><summary>${kind} that triggers it</summary>\n\n\`\`\`${language}\n${app}\n\`\`\`\n\n</details>`,
  ].join('\n\n');
}
