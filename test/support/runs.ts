/**
 * How often a property is tried. The numbers in the tests are what every run can afford; `npm run properties` tries
 * each twenty times as often.
 */
export function runs(count: number): { numRuns: number } {
  return { numRuns: Math.max(5, Math.round(count * Number(process.env.PROPERTY_SCALE ?? 1))) };
}
