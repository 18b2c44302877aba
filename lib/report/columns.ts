/** Rows of strings as aligned columns; the last column is not padded. */
export function columnText(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((text, index) => Math.max(most[index] ?? 0, text.length)),
    [],
  );
  return rows
    .map(
      (row) =>
        row
          .map((text, index) => text.padEnd(widths[index]))
          .join('  ')
          .trimEnd() + '\n',
    )
    .join('');
}
