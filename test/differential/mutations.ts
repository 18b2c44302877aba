import { Random } from './random';

/** Texts with a meaning in YAML, JSON or kubectl, or to a less careful reader. */
const PIECES = [
  '',
  '',
  '\n',
  '\n',
  '\r',
  '\r\n',
  '\x85',
  '\u2028',
  '\u2029',
  '\t',
  ' ',
  '  ',
  '\u00a0',
  '\ufeff',
  '\u200b',
  '---\n',
  '\n---\n',
  '---\r',
  '--- # c\n',
  '--- |\n',
  '---\u00a0\n',
  '---x\n',
  '...\n',
  '\n...\n',
  '%YAML 1.1\n',
  '%TAG !b! tag:yaml.org,2002:bin\n',
  '%TAG ! tag:yaml.org,2002:\n',
  '&a ',
  '&b',
  '*a',
  '*b ',
  '*a : ',
  '<<: *a\n',
  '<<: [*a, *b]\n',
  '<<: {kind: Service}\n',
  '"<<": *a\n',
  '!!merge <<: *a\n',
  '!!binary ',
  '!binary ',
  '!b!ary ',
  '!!bin%61ry ',
  '!<tag:yaml.org,2002:binary> ',
  'U2VydmljZQ==',
  'djE=',
  'a2luZA==',
  '!!str ',
  '! ',
  '!x ',
  '!!int ',
  '!!null ',
  '!!float ',
  '!!map ',
  '!!set ',
  '"',
  "'",
  '"Service"',
  "'Service'",
  'Service',
  'ServiceList',
  'List',
  'kind',
  'kind: ',
  'kind: Service\n',
  '"kind": "Service",',
  '"kind":Service',
  'kind:Service',
  'apiVersion: v1\n',
  'apiVersion: /v1\n',
  '"\\x53ervice"',
  '"Ser\\\n  vice"',
  '"Serv\\u0069ce"',
  '"\\U00000053ervice"',
  '"\\/"',
  '\\',
  '\\n',
  '"kin\\x64"',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  ': ',
  '- ',
  '-',
  '? ',
  '?',
  ': |\n',
  '|-\n',
  '>-\n',
  '|2-\n',
  '>+\n',
  '|',
  '>',
  '#',
  ' #',
  '# ',
  '@',
  '`',
  '%',
  '{{',
  '}}',
  '{{ b }}',
  '{%',
  '<%',
  '"{{ x }}"',
  'items:\n',
  'items: [',
  '"items": [',
  'objects:\n',
  'kind: ConfigMap\n',
  'kind: Template\n',
  'y: ',
  'true',
  '~',
  'null',
  '0x7531',
  '0o72471',
  '30_001',
  '30001.0',
  '3.0001e4',
  '1:2',
  '{"apiVersion":"v1","kind":"Service","metadata":{"name":"x"}}',
  '{apiVersion: v1, kind: Service, metadata: {name: y}}',
  '\0',
  '\x07',
  '\x7f',
  '\ud83d\ude00',
  '\u00e9',
];

/** A text with some of it replaced, moved, repeated, or crossed with another. */
export function mutate(text: string, others: readonly string[], random: Random): string {
  let changed = text;
  for (let count = 1 + random.below(random.oneOf([1, 2, 4])); count > 0; count--) {
    changed = random.oneOf(WAYS)(changed, others, random);
  }
  return changed;
}

type Way = (text: string, others: readonly string[], random: Random) => string;

const WAYS: readonly Way[] = [
  insertPiece,
  insertPiece,
  insertBetweenTokens,
  insertBetweenTokens,
  replacePiece,
  replacePiece,
  removeSome,
  repeatSome,
  indentLine,
  breakLines,
  swapLines,
  cross,
  quoteWord,
];

function insertPiece(text: string, _: readonly string[], random: Random): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.oneOf(PIECES) + text.slice(at);
}

/** Changes have most effect where tokens meet. */
function insertBetweenTokens(text: string, _: readonly string[], random: Random): string {
  const places = [...text.matchAll(/(?<=[\s:,[\]{}"'-])|(?=[\s:,[\]{}"'])/g)].map(({ index }) => index);
  const at = places.length === 0 ? 0 : random.oneOf(places);
  return text.slice(0, at) + random.oneOf(PIECES) + text.slice(at);
}

function replacePiece(text: string, _: readonly string[], random: Random): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.oneOf(PIECES) + text.slice(at + random.below(8));
}

function removeSome(text: string, _: readonly string[], random: Random): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + text.slice(at + 1 + random.below(12));
}

function repeatSome(text: string, _: readonly string[], random: Random): string {
  const at = random.below(text.length + 1);
  const piece = text.slice(at, at + random.below(30));
  return text.slice(0, at) + piece + text.slice(at);
}

function indentLine(text: string, _: readonly string[], random: Random): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  lines[at] = random.oneOf([
    ` ${lines[at]}`,
    `  ${lines[at]}`,
    lines[at].replace(/^ {1,2}/, ''),
    lines[at].trimStart(),
    `\t${lines[at]}`,
    `- ${lines[at]}`,
    `? ${lines[at]}`,
  ]);
  return lines.join('\n');
}

/** Gives one line, or all of them, another line ending. */
function breakLines(text: string, _: readonly string[], random: Random): string {
  const end = random.oneOf(['\r\n', '\r', '\x85', '\u2028', '\u2029', '\n\n', ' \n', '\n# c\n', ' # c\n']);
  if (random.below(3) === 0) return text.replaceAll('\n', end);
  const lines = text.split('\n');
  const at = random.below(lines.length);
  return lines.slice(0, at + 1).join('\n') + end + lines.slice(at + 1).join('\n');
}

function swapLines(text: string, _: readonly string[], random: Random): string {
  const lines = text.split('\n');
  const [one, other] = [random.below(lines.length), random.below(lines.length)];
  [lines[one], lines[other]] = [lines[other], lines[one]];
  return lines.join('\n');
}

function cross(text: string, others: readonly string[], random: Random): string {
  const other = random.oneOf(others);
  const [at, from] = [random.below(text.length + 1), random.below(other.length + 1)];
  return random.oneOf([
    text.slice(0, at) + other.slice(from),
    `${text}\n---\n${other}`,
    `${text}\n${other}`,
    text.slice(0, at) + other.slice(from, from + 40) + text.slice(at),
  ]);
}

function quoteWord(text: string, _: readonly string[], random: Random): string {
  const words = [...text.matchAll(/[A-Za-z]\w+/g)];
  if (words.length === 0) return text;
  const { index, 0: word } = random.oneOf(words);
  const written = random.oneOf([
    `"${word}"`,
    `'${word}'`,
    `!!str ${word}`,
    `&a ${word}`,
    `"${word}"&b `,
    `!!binary ${Buffer.from(word).toString('base64')}`,
    `"${escapeSome(word, random)}"`,
    `|-\n   ${word}\n`,
    `# ${word}\n`,
  ]);
  return text.slice(0, index) + written + text.slice(index + word.length);
}

function escapeSome(word: string, random: Random): string {
  return [...word]
    .map((letter) => {
      const hex = letter.charCodeAt(0).toString(16);
      return random.oneOf([
        letter,
        letter,
        `\\x${hex.padStart(2, '0')}`,
        `\\u${hex.padStart(4, '0')}`,
        `\\\n ${letter}`,
      ]);
    })
    .join('');
}
