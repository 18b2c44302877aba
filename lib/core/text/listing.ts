/** The first few names of a list, and how many more there are. */
export function firstOf(names: readonly (string | number)[], most: number, separator = ', '): string {
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  return `${names.slice(0, most).join(separator)}${more}`;
}
