import { basename } from 'node:path';
import { DOCS, read } from './support/pages';

test('the site lists every page of the documentation once', () => {
  const beside = Object.values(JSON.parse(read('site/sidebar.json')) as Record<string, string[]>).flat();
  const pages = DOCS.map((file) => basename(file, '.md'));
  expect(beside.filter((page) => pages.includes(page)).sort()).toEqual(pages.sort());
});
