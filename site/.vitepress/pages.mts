// Which files of the repository are pages of the site, what they are called there, and how they are grouped.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DefaultTheme } from 'vitepress';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Every page of docs/ under its own name, and the pages at the root of the repository under a new one. */
const PAGES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    readdirSync(join(ROOT, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => [`docs/${name}`, name]),
  ),
  'site/index.md': 'index.md',
  'README.md': 'introduction.md',
  'API.md': 'api.md',
  'SECURITY.md': 'security.md',
  'CONTRIBUTING.md': 'contributing.md',
  'ARCHITECTURE.md': 'architecture.md',
  'CHANGELOG.md': 'changes.md',
};

/** The groups of pages that are beside every page, in order. */
const GROUPS = JSON.parse(readFileSync(join(ROOT, 'site', 'sidebar.json'), 'utf8')) as Record<string, string[]>;

/** Titles of pages whose first heading says less beside others. */
const TITLES: Readonly<Record<string, string>> = { introduction: 'Introduction', changes: 'Changes' };

/** The file of the repository that a page shows, by the name of the page. */
export function fileOf(page: string): string {
  const file = Object.keys(PAGES).find((each) => PAGES[each] === page);
  if (!file) throw new Error(`There is no page ${page}. Remove it from site/sidebar.json`);
  return file;
}

/** The page that shows a file of the repository; undefined for one that is not on the site. */
export function pageOf(file: string): string | undefined {
  return PAGES[file];
}

/** Copies every page into the folder that VitePress reads: what lies outside it would not find Vue. */
export function copyPages(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [file, page] of Object.entries(PAGES)) copyFileSync(join(ROOT, file), join(folder, page));
}

/** Copies the pictures that pages show into the folder whose files are on the site as they are. */
export function copyPictures(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(join(ROOT, 'docs')).filter((each) => each.endsWith('.svg'))) {
    copyFileSync(join(ROOT, 'docs', name), join(folder, name));
  }
}

/** The pages beside every page, under their titles. */
export function sidebar(): DefaultTheme.SidebarItem[] {
  return Object.entries(GROUPS).map(([text, names]) => ({
    text,
    items: names.map((name) => ({ text: titleOf(name), link: `/${name}` })),
  }));
}

function titleOf(name: string): string {
  if (TITLES[name]) return TITLES[name];
  return /^# ([^<\n]+)/m.exec(readFileSync(join(ROOT, fileOf(`${name}.md`)), 'utf8'))![1].trim();
}
