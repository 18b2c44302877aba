// What is made of the times of a bench: medians, and ratios of the two variants of a round.

/** What lies at a share of sorted values: the median at a half. */
export function at(share, values) {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)];
}

/** The median of the ratios of each round, and between which two the middle half of them lies. */
export function ratio(rounds, clock) {
  const ratios = rounds.map(([plain, watched]) => watched[clock] / plain[clock]);
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => at(share, ratios).toFixed(3));
  return `${middle} (${low}-${high})`;
}
