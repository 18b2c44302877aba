import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Authority } from '../../../lib/core/findings/finding-kind';
import { CATALOGUE, CODES, LEDGER_RULES, isAcceptable, isCode } from '../../../lib/core/rules/catalogue';

test('every kind of finding is listed under its own code, a slug', () => {
  for (const code of CODES) {
    expect(CATALOGUE[code].code).toBe(code);
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  }
});

test('every rule about a ledger is in the catalogue', () => {
  for (const { code } of LEDGER_RULES) expect(CODES).toContain(code);
});

test.each(['lib/core/rules', 'lib/core/service/rules'])('every rule in %s cites its source', (folder) => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const files = names.map((name) => readFileSync(join(folder, name), 'utf8'));
  const rules = files.filter((text) => /^export const \w+ = (ledgerRule|serviceRule)\(/m.test(text));
  expect(rules.length).toBeGreaterThan(10);
  expect(rules.filter((text) => !/^(\/\*\*| \*) @see https:/m.test(text))).toEqual([]);
});

test('only rules of the library can be accepted', () => {
  expect(isAcceptable('port-reserved')).toBe(true);
  for (const code of CODES) expect(isAcceptable(code)).toBe(CATALOGUE[code].authority === Authority.LIBRARY);
});

test('a text is a code only if the catalogue itself has it', () => {
  expect(isCode('port-taken')).toBe(true);
  expect(isCode('port')).toBe(false);
  expect(isCode('toString')).toBe(false);
});
