import { ManifestInput, Reading } from './manifest-input';
import { InputFile } from '../files/input-file';
import { readPieces } from '../files/pieces';

/** Reads one file, piece by piece. */
export function readManifestFile({ name, path }: InputFile, reading: Reading): void {
  const input = new ManifestInput(name, reading);
  try {
    readPieces(path, (bytes) => input.push(bytes));
    input.end();
  } catch (error) {
    input.fail(error as Error);
  }
}

/** Reads a stream, piece by piece as it arrives. */
export async function readManifestStream(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  reading: Reading,
): Promise<void> {
  const input = new ManifestInput(name, reading);
  try {
    for await (const chunk of chunks) input.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    input.end();
  } catch (error) {
    input.fail(error as Error);
  }
}
