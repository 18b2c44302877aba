// Links of the repository's pages as links of the site, so that a reader stays in it and nothing is loaded from elsewhere.
import { posix } from 'node:path';
import type MarkdownIt from 'markdown-it';
import { fileOf, pageOf } from './pages.mts';

const REPOSITORY = 'https://github.com/cdk8s-nodeport/cdk8s-nodeport';
const ADDRESS =
  /^https:\/\/(?:github|raw\.githubusercontent)\.com\/cdk8s-nodeport\/cdk8s-nodeport\/(?:(?:blob|tree)\/)?main\/(.+)$/;

/** Where a link of a file leads on the site. */
export function siteLink(link: string, file: string): string {
  if (link.startsWith('#')) return link;
  const address = ADDRESS.exec(link);
  if (!address && /^[a-z]+:/.test(link)) return link;
  const [path, fragment] = (address?.[1] ?? posix.join(posix.dirname(file), link)).split('#');
  const page = pageOf(path)?.replace(/\.md$/, '.html');
  const place = page ? `/${page}` : /\.svg$/.test(path) ? `/${posix.basename(path)}` : `${REPOSITORY}/blob/main/${path}`;
  return fragment === undefined ? place : `${place}#${fragment}`;
}

/** Rewrites links and pictures before VitePress renders them, and so before it looks for dead ones. */
export function siteLinks(md: MarkdownIt): void {
  md.core.ruler.push('site-links', ({ tokens, env }) => {
    for (const { attrs } of tokens.flatMap(({ children }) => children ?? [])) {
      const target = attrs?.find(([name]) => name === 'href' || name === 'src');
      if (target) target[1] = siteLink(target[1], fileOf(env.relativePath));
    }
  });
}
