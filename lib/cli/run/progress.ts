import { Output } from '../world';

/** The time before the first progress message, and between two of them. */
const PROGRESS_DELAY_MS = 500;
const INTERVAL_MS = 100;
const BYTES_PER_MB = 1_000_000;
/** Back to the start of the line, and clear it. */
const CLEAR = '\r\u001b[K';

/** Tells a waiting user how far the work is. */
interface Progress {
  advance(bytes: number): void;
  end(): void;
}

/** Shows how much was read, but only on a terminal and only if it takes a while. */
export function startProgress(output: Output, now: () => number = Date.now): Progress {
  if (!output.isTerminal) return { advance: () => undefined, end: () => undefined };
  let next = now() + PROGRESS_DELAY_MS;
  let [read, pieces, isShown] = [0, 0, false];
  return {
    advance(bytes) {
      read += bytes;
      pieces++;
      // Reading the clock for every small file would cost as much as reading the file.
      if (pieces % 16 !== 0 && bytes < BYTES_PER_MB / 2) return;
      if (now() < next) return;
      next = now() + INTERVAL_MS;
      isShown = true;
      output.write(`${CLEAR}${(read / BYTES_PER_MB).toFixed(0)} MB read`);
    },
    end() {
      if (isShown) output.write(CLEAR);
    },
  };
}
