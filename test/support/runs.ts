/**
 * How often a property is tried, and from which seed. The numbers in the tests are small enough for every run;
 * `npm run properties` tries each property forty times as often. The seed is fixed, so that only a change can make a
 * test fail; `PROPERTY_SEED=$RANDOM npm run properties` tries values that no run has tried before.
 */
export function runs(count: number): { numRuns: number; seed: number } {
  const { PROPERTY_SCALE = '1', PROPERTY_SEED = '1' } = process.env;
  return { numRuns: Math.max(5, Math.round(count * Number(PROPERTY_SCALE))), seed: Number(PROPERTY_SEED) };
}
