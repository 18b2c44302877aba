/** Whether a lock may not be written in an environment, because it is that of a CI job. */
export function isFrozenIn({ CI = 'false' }: Readonly<Record<string, string | undefined>>): boolean {
  return !['', '0', 'false'].includes(CI);
}
