import { readFileSync } from 'node:fs';
import { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe reports under the rules of WCAG 2.2 A and AA and its own best practices. */
export async function violations(page: Page): Promise<string[]> {
  // The policy of the page forbids foreign scripts, so axe is injected through the debugger.
  await page.evaluate(AXE);
  return page.evaluate(async (rules) => {
    const { violations: found } = await (window as any).axe.run(document, { runOnly: rules });
    return found.flatMap(({ id, nodes }: any) => nodes.map(({ html }: any) => `${id}: ${html}`));
  }, RULES);
}
