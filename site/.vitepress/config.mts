import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { broughtAnchors, plainBraces, slugify } from './github.mts';
import { siteLinks } from './links.mts';
import { copyPages, copyPictures, sidebar } from './pages.mts';

const REPOSITORY = 'https://github.com/cdk8s-nodeport/cdk8s-nodeport';

const PAGES = fileURLToPath(new URL('../pages', import.meta.url));
const AS_THEY_ARE = fileURLToPath(new URL('../public', import.meta.url));
copyPages(PAGES);
copyPictures(AS_THEY_ARE);

/** The site shows the pages of the repository as they are: nothing is written twice. */
export default defineConfig({
  title: 'cdk8s-nodeport',
  description: 'Settle node ports before they reach the cluster',
  // Where the site is served from, such as /cdk8s-nodeport/ below the address of an organization.
  base: process.env.SITE_BASE ?? '/',
  srcDir: PAGES,
  vite: { publicDir: AS_THEY_ARE },
  outDir: './dist',
  markdown: {
    anchor: { slugify },
    // Curly braces are text, as on GitHub.
    attrs: { disable: true },
    config: (md) => void md.use(plainBraces).use(broughtAnchors).use(siteLinks),
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Quick start', link: '/quick-start-cdk8s' },
      { text: 'Playground', link: '/playground.html', target: '_self' },
      { text: 'Repository', link: REPOSITORY },
    ],
    sidebar: sidebar(),
    footer: { message: 'Apache-2.0' },
  },
});
