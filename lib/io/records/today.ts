/** Today's date as locks record it, such as 2026-03-31. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
