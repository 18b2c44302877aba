/**
 * How often a property is tried. The numbers in the tests are small enough for every run; `npm run properties` tries
 * each property forty times as often.
 */
export function runs(count: number): { numRuns: number } {
  return { numRuns: Math.max(5, Math.round(count * Number(process.env.PROPERTY_SCALE ?? 1))) };
}
