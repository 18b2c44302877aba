export function at(share: number, values: readonly number[]): number;
export function ratio(rounds: readonly (readonly object[])[], clock: string): string;
