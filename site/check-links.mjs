// Fails where a link of the built site leads nowhere, also to a heading that is missing, or where a page would load
// something from elsewhere.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomUtils, parseDocument } from 'htmlparser2';

const SITE = fileURLToPath(new URL('dist', import.meta.url));
const BASE = process.env.SITE_BASE ?? '/';
const pages = new Map();

function pageAt(path) {
  if (!pages.has(path)) pages.set(path, read(parseDocument(readFileSync(join(SITE, path), 'utf8'))));
  return pages.get(path);
}

function read(document) {
  const elements = DomUtils.findAll(() => true, document.children);
  const valuesOf = (attribute, suits) => elements.filter(suits).flatMap(({ attribs }) => attribs[attribute] ?? []);
  return {
    anchors: new Set([...valuesOf('id', () => true), ...valuesOf('name', ({ name }) => name === 'a')]),
    links: valuesOf('href', ({ name }) => name === 'a'),
    loaded: [...valuesOf('src', () => true), ...valuesOf('href', ({ name }) => name === 'link')],
  };
}

/** What is wrong with a link of a page; undefined if nothing is. */
function fault(page, link) {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [path, fragment = ''] = link.split('#');
  const target =
    path === ''
      ? page
      : posix
          .join('/', path.startsWith('/') ? path.slice(BASE.length - 1) : posix.join(posix.dirname(page), path))
          .slice(1);
  const file = target === '' || target.endsWith('/') ? `${target}index.html` : target;
  if (!existsSync(join(SITE, file))) return 'leads to no page';
  if (fragment === '' || !file.endsWith('.html')) return undefined;
  return pageAt(file).anchors.has(decodeURIComponent(fragment)) ? undefined : 'leads to no heading';
}

const faults = readdirSync(SITE)
  .filter((name) => name.endsWith('.html'))
  .flatMap((page) => {
    const { links, loaded } = pageAt(page);
    const dead = [...links, ...loaded].map((link) => [link, fault(page, link)]).filter(([, what]) => what);
    const foreign = loaded
      .filter((link) => /^(https?:)?\/\//.test(link))
      .map((link) => [link, 'is loaded from elsewhere']);
    return [...dead, ...foreign].map(([link, what]) => `${page}: ${link} ${what}`);
  });
for (const line of faults) console.error(line);
console.log(`${pages.size} pages, ${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;
