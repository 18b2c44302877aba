import { Question } from './verdict';

/** How much a link may hold once it is unpacked: a short link could unpack to gigabytes. */
const MAX_BYTES = 1024 * 1024;

/** A question as the part of an address behind `#`, which browsers never send. */
export async function linkTo({ manifests, range, isStrict }: Question): Promise<string> {
  const text = JSON.stringify([manifests, range, isStrict]);
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The question in such a link; undefined if there is none that can be read. */
export async function readLink(fragment: string): Promise<Question | undefined> {
  const bytes = Buffer.from(fragment.replace('#', '').replaceAll('-', '+').replaceAll('_', '/'), 'base64');
  try {
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return questionIn(JSON.parse(await textOf(unpacked)));
  } catch {
    return undefined;
  }
}

/** Throws where the text is too large. */
async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value);
    size += piece.value.length;
    if (size > MAX_BYTES) throw new RangeError('too large');
  }
  return Buffer.concat(pieces).toString('utf8');
}

function questionIn(value: unknown): Question | undefined {
  if (!Array.isArray(value)) return undefined;
  const [manifests, range, isStrict] = value as unknown[];
  if (typeof manifests !== 'string' || typeof range !== 'string' || typeof isStrict !== 'boolean') return undefined;
  return { manifests, range, isStrict };
}
