import { codeOf, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isWordCharacter } from './characters';
import { Cursor } from './cursor';
import { Token } from './token';
import { YamlFault } from './yaml-fault';

const [EXCLAMATION, LESS, GREATER, PERCENT] = ['!', '<', '>', '%'].map(codeOf);
/** What may follow the name of an anchor, apart from whitespace. */
const AFTER_ANCHOR = new Set([...'?:,]}%@`'].map(codeOf));
/** The characters of tags, besides letters and digits. */
const TAG_CHARACTERS = new Set([...";/?:@&=+$,.!~*'()[]%"].map(codeOf));
const HEX_OCTET = /^%[0-9a-fA-F]{2}$/;

/** Reads `&name` or `*name`. */
export function scanAnchor(cursor: Cursor, type: 'anchor' | 'alias'): Token {
  const token = new Token(type, cursor.at);
  cursor.skip();
  token.text = scanWord(cursor);
  if (token.text === '' || !(isBlankOrEnd(cursor.code()) || AFTER_ANCHOR.has(cursor.code()))) {
    throw new YamlFault(`the name of an ${type} may only contain letters, digits, - and _`, token.at);
  }
  return token;
}

/** Reads `!suffix`, `!handle!suffix` or `!<tag>`. */
export function scanTag(cursor: Cursor): Token {
  const token = new Token('tag', cursor.at);
  if (cursor.code(1) === LESS) {
    cursor.skip(2);
    token.text = requireUri(cursor, token.at);
    if (cursor.code() !== GREATER) throw new YamlFault('a tag is not closed by >', token.at);
    cursor.skip();
  } else {
    const handle = scanHandle(cursor);
    if (handle.length > 1 && handle.endsWith('!')) {
      token.handle = handle;
      token.text = requireUri(cursor, token.at);
    } else {
      token.text = handle.slice(1) + scanUri(cursor, token.at);
      token.handle = token.text === '' ? '' : '!';
      token.text ||= '!';
    }
  }
  if (!isBlankOrEnd(cursor.code())) {
    throw new YamlFault('a tag contains a character that is not allowed in tags', token.at);
  }
  return token;
}

/** Reads a `%YAML` or `%TAG` directive and the rest of its line. */
export function scanDirective(cursor: Cursor): Token {
  const start = cursor.at;
  cursor.skip();
  const name = scanWord(cursor);
  if (!isBlankOrEnd(cursor.code()) || (name !== 'YAML' && name !== 'TAG')) {
    throw new YamlFault('a line that starts with % is neither a %YAML nor a %TAG directive', start);
  }
  cursor.skipBlanks();
  const token = new Token(name === 'YAML' ? 'version' : 'handle', start);
  if (name === 'YAML') skipVersion(cursor, start);
  else scanHandleDirective(cursor, token);
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.code())) {
    throw new YamlFault('a directive is followed by extra text', start);
  }
  if (isBreak(cursor.code())) cursor.takeBreak();
  return token;
}

/** Any version is accepted: it makes no difference to the result. */
function skipVersion(cursor: Cursor, start: number): void {
  const from = cursor.at;
  while (!isBlankOrEnd(cursor.code())) cursor.skip();
  if (!/^\d{1,2}\.\d{1,2}$/.test(cursor.since(from))) {
    throw new YamlFault('%YAML needs a version, such as 1.1', start);
  }
}

function scanHandleDirective(cursor: Cursor, token: Token): void {
  token.handle = scanHandle(cursor);
  const isHandle = token.handle === '!' || (token.handle.length > 1 && token.handle.endsWith('!'));
  if (!isHandle || !isBlank(cursor.code())) throw new YamlFault('%TAG needs a handle, such as !e!', token.at);
  cursor.skipBlanks();
  token.text = requireUri(cursor, token.at);
  if (!isBlankOrEnd(cursor.code())) {
    throw new YamlFault('a tag contains a character that is not allowed in tags', token.at);
  }
}

function scanWord(cursor: Cursor): string {
  const start = cursor.at;
  while (isWordCharacter(cursor.code())) cursor.skip();
  return cursor.since(start);
}

function scanHandle(cursor: Cursor): string {
  const start = cursor.at;
  if (cursor.code() === EXCLAMATION) {
    cursor.skip();
    scanWord(cursor);
    if (cursor.code() === EXCLAMATION) cursor.skip();
  }
  return cursor.since(start);
}

function requireUri(cursor: Cursor, tagStart: number): string {
  const uri = scanUri(cursor, tagStart);
  if (uri === '') throw new YamlFault('a tag is empty', tagStart);
  return uri;
}

function scanUri(cursor: Cursor, tagStart: number): string {
  let uri = '';
  let start = cursor.at;
  for (let code = cursor.code(); isWordCharacter(code) || TAG_CHARACTERS.has(code); code = cursor.code()) {
    if (code === PERCENT) {
      uri += cursor.since(start) + scanOctets(cursor, tagStart);
      start = cursor.at;
    } else {
      cursor.skip();
    }
  }
  return uri + cursor.since(start);
}

/** Reads one percent-encoded character, such as `%41`. */
function scanOctets(cursor: Cursor, tagStart: number): string {
  const start = cursor.at;
  const lead = parseInt(cursor.slice(start + 1, start + 3), 16);
  const count = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (let octet = 0; octet < count; octet++, cursor.skip(3)) {
    if (!HEX_OCTET.test(cursor.slice(cursor.at, cursor.at + 3))) {
      throw new YamlFault('a % in a tag is not followed by two hexadecimal digits', tagStart);
    }
  }
  try {
    return decodeURIComponent(cursor.since(start));
  } catch {
    throw new YamlFault('the escaped bytes of a tag are not UTF-8', tagStart);
  }
}
