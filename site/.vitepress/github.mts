// Text is what it is on GitHub: headings have the same anchors, so that links work in both places, and braces are text.
import { slug } from 'github-slugger';
import type MarkdownIt from 'markdown-it';

/** Shows curly braces as text: to Vue, two of them would begin an expression. */
export function plainBraces(md: MarkdownIt): void {
  const { rules } = md.renderer;
  for (const name of ['text', 'code_inline'] as const) {
    const render = rules[name]!;
    rules[name] = (...args) => render(...args).replaceAll('{{', '&#123;&#123;');
  }
}

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
