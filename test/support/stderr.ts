/** What a function prints on standard error. */
export function captureStderr(work: () => void): string {
  const printed: string[] = [];
  const before = process.stderr.write;
  process.stderr.write = (text: string | Uint8Array) => printed.push(String(text)) > 0;
  try {
    work();
  } finally {
    process.stderr.write = before;
  }
  return printed.join('');
}
