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

test('only rules of the library can be accepted', () => {
  expect(isAcceptable('port-reserved')).toBe(true);
  for (const code of CODES) expect(isAcceptable(code)).toBe(CATALOGUE[code].authority === Authority.LIBRARY);
});

test('a text is a code only if the catalogue itself has it', () => {
  expect(isCode('port-taken')).toBe(true);
  expect(isCode('port')).toBe(false);
  expect(isCode('toString')).toBe(false);
});
