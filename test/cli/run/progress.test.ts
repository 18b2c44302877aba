import { startProgress } from '../../../lib/cli/run/progress';

/** What is shown while pieces of a size are read, each a hundred milliseconds after the one before. */
function shown(pieces: number, bytes: number, isTerminal = true): string {
  const written: string[] = [];
  let clock = 0;
  const progress = startProgress({ isTerminal, write: (text) => void written.push(text) }, () => clock);
  for (let piece = 0; piece < pieces; piece++) {
    clock += 100;
    progress.advance(bytes);
  }
  progress.end();
  return written.join('');
}

describe('progress', () => {
  test('is shown on a terminal once work takes a while, and erased at its end', () => {
    expect(shown(8, 1_000_000)).toBe(
      '\r\u001b[K5 MB read\r\u001b[K6 MB read\r\u001b[K7 MB read\r\u001b[K8 MB read\r\u001b[K',
    );
  });

  test('is not shown for short work, or if standard error is not a terminal', () => {
    expect([shown(4, 1_000_000), shown(100, 1_000_000, false)]).toEqual(['', '']);
  });
});
