import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = join(__dirname, '..');
const DOCS = readdirSync(join(ROOT, 'docs')).map((file) => join('docs', file));
const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...DOCS];
const OWN =
  /^https:\/\/(?:github|raw\.githubusercontent)\.com\/cdk8s-nodeport\/cdk8s-nodeport\/(?:(?:blob|tree)\/)?main\//;

/** The links of a page, without what follows a #, as they are written. */
function linksOf(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g), ...text.matchAll(/^\[[^\]]+\]: ([^#\s]+)/gm)];
  return links.map(([, link]) => link);
}

/** The file or folder of this repository that a link leads to; undefined for one that leads elsewhere. */
function targetOf(page: string, link: string): string | undefined {
  if (OWN.test(link)) return link.replace(OWN, '');
  return /^https?:/.test(link) ? undefined : normalize(join(dirname(page), link));
}

test.each(PAGES)('every link of %s into this repository has a target', (page) => {
  const targets = linksOf(page)
    .map((link) => targetOf(page, link))
    .filter((target) => target !== undefined);
  expect(targets.filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
});

test.each(PAGES)('every reference of %s is defined, and every definition is used', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const used = new Set([...text.matchAll(/\]\[([^\]]+)\]/g)].map(([, name]) => name));
  const defined = new Set([...text.matchAll(/^\[([^\]]+)\]: /gm)].map(([, name]) => name));
  expect(used).toEqual(defined);
});

test('the links of the README are whole addresses, so that they can be followed wherever it is shown', () => {
  expect(linksOf('README.md').filter((link) => !link.startsWith('https:'))).toEqual([]);
});

test.each(DOCS)('%s links by a path only to what is packed beside it', (page) => {
  const paths = linksOf(page)
    .filter((link) => !link.startsWith('https:'))
    .map((link) => targetOf(page, link)!);
  expect(paths.filter((path) => !/^(docs|schema)\/|^(README|API|CHANGELOG|SECURITY)\.md$/.test(path))).toEqual([]);
});
