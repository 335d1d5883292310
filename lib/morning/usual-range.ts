/** A value outside of what was usual, with the range it left. */
export interface Unusual {
  value: number;
  /** The median of the weeks before. */
  usual: number;
  low: number;
  high: number;
  direction: "up" | "down";
}

/** Fewer weeks say nothing about what is usual. */
const weeksNeeded = 8;
/** Makes the median absolute deviation comparable to a standard deviation of normal data. */
const madScale = 1.4826;
const deviations = 3;

/**
 * Holds a week's value against the weeks before it: usual is the median ± 3 × 1.4826 × MAD (median absolute deviation;
 * Hampel's identifier), and at least ± 5 or a fifth of the median, so that quiet communities are not alarmed by one
 * person. Null when it is usual, or when there are fewer than eight weeks to compare with.
 */
export function findUnusual(value: number, before: readonly number[]): Unusual | null {
  if (before.length < weeksNeeded) return null;
  const usual = median(before);
  const spread = deviations * madScale * median(before.map((one) => Math.abs(one - usual)));
  const slack = Math.max(spread, 5, usual / 5);
  const [low, high] = [Math.max(0, usual - slack), usual + slack];
  if (value >= low && value <= high) return null;
  return { value, usual, low, high, direction: value > high ? "up" : "down" };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
