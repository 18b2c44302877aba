import { LIMITS } from '../../core/limits';
import { NotText, TextStream } from '../../io/manifests/text-stream';
import { UsageError } from '../args/command';

/** Standard input as it came, for a command that cannot start before it has everything. Throws if it is too large. */
export async function pipedBytes(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of stream) {
    size += piece.length;
    if (size > LIMITS.pipedBytes) {
      throw new UsageError(
        `Standard input is larger than ${LIMITS.pipedBytes / 1024 / 1024} MiB. Pipe in less, such as what one ` +
          'namespace prints: kubectl get services -n default -o json',
      );
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Standard input as text, whichever Unicode encoding it is in. Throws if it is too large, or not text. */
export async function pipedText(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const bytes = await pipedBytes(stream);
  const text = new TextStream();
  try {
    return Buffer.concat([text.push(bytes), text.end()]).toString('utf8');
  } catch (error) {
    if (!(error instanceof NotText)) throw error;
    throw new UsageError('Standard input is binary. Pipe in what kubectl prints: kubectl get services -A -o json');
  }
}

/** Standard input for a command that may have to read it again. */
export function rereadable(stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let bytes: Promise<Buffer> | undefined;
  return {
    async *[Symbol.asyncIterator]() {
      yield await (bytes ??= pipedBytes(stream));
    },
  };
}
