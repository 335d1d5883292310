/** Seconds since 2020-09-13: keeps the sum inside 32 bits until 2088. */
const epochSeconds = 1_600_000_000;

/**
 * A sort key that only changes when votes do: ten times the score is worth 12.5 hours of age. The formula is the one
 * Reddit published (log10 of the score plus age over 45,000 s), in whole units; a comment counts as half a vote.
 */
export function hotness(upvotes: number, comments: number, publishedAt: Date): number {
  const score = Math.max(1, upvotes + comments / 2);
  return Math.round(Math.log10(score) * 45_000 + publishedAt.getTime() / 1000 - epochSeconds);
}
