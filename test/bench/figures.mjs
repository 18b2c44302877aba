// Statistics of measured times: medians, and ratios between the two variants of a round.

/** The value at a fraction of the sorted values; the median is at one half. */
export function at(share, values) {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)];
}

/** The median of the ratios of all rounds, and their quartiles. */
export function ratio(rounds, clock) {
  const ratios = rounds.map(([plain, watched]) => watched[clock] / plain[clock]);
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => at(share, ratios).toFixed(3));
  return `${middle} (${low}-${high})`;
}
