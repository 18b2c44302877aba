// Headings have the anchors that GitHub gives them, so that a link works in both places.
import { slug } from 'github-slugger';
import type MarkdownIt from 'markdown-it';

export const slugify = slug;

/** Takes the anchor that a heading of API.md brings in HTML as the heading's own. */
export function broughtAnchors(md: MarkdownIt): void {
  md.core.ruler.before('anchor', 'brought-anchors', ({ tokens }) => {
    const taken = new Set<string>();
    tokens.forEach((token, index) => {
      if (token.type !== 'heading_open') return;
      const { children } = tokens[index + 1];
      const at = children!.findIndex(({ type, content }) => type === 'html_inline' && content.startsWith('<a name='));
      if (at < 0) return;
      const [, id] = /id="([^"]*)"/.exec(children![at].content)!;
      children!.splice(at, 2);
      // One such as Methods, which every class has, would not be the only one.
      if (!taken.has(id)) token.attrSet('id', id);
      taken.add(id);
    });
  });
}
