import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const README = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
const SAMPLES = [...README.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code], index) => ({
  name: `sample ${index + 1}`,
  code,
}));

// Package indexes of Python, Java and Go show these samples as jsii-rosetta translates them; `npm run samples`
// translates them all.
describe.each(SAMPLES)('$name of the README can be translated into other languages', ({ code }) => {
  test('since it interpolates only variables', () => {
    const interpolated = [...code.matchAll(/\$\{([^}]*)\}/g)].map(([, expression]) => expression);
    expect(interpolated.filter((expression) => !/^\w+$/.test(expression))).toEqual([]);
  });

  test('since it declares no variable by destructuring', () => {
    expect(code).not.toMatch(/\b(const|let)\s*[{[]/);
  });
});
