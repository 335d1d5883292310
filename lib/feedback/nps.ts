/** Net promoter score of a set of answers from 0 to 10. Score and margin are in points. */
export interface Nps {
  n: number;
  /** 9 and 10. */
  promoters: number;
  /** 7 and 8. */
  passives: number;
  /** 0 to 6. */
  detractors: number;
  /** % promoters − % detractors, −100…100; null with fewer than five answers. */
  score: number | null;
  /** Half the width of the 95 % interval; null with fewer than five answers, and when all gave the same kind. */
  margin: number | null;
}

/** Below this many answers a score is noise: one person moves it by more than 20 points. */
export const npsLeast = 5;

/** The normal distribution's two-sided 95 % quantile. */
const z95 = 1.959964;

/**
 * NPS with its margin of error. Each answer counts as X = 1 (9, 10), 0 (7, 8) or −1 (0–6); the score is 100·mean(X).
 * Var(X) = p + d − (p − d)² with p and d the shares of promoters and detractors, so the margin is
 * 100·1.96·√(Var(X) / n): the standard error of a mean (Rocks, B. (2016), Interval estimation for the "Net Promoter
 * Score", The American Statistician 70(4), eq. for the Wald interval). When everybody gave the same kind of answer the
 * formula says 0, which would promise a certainty that nobody has: then there is no margin.
 *
 * `counts[i]` is how many answered i; what is missing counts 0, what is beyond 10 is left out.
 */
export function npsOf(counts: readonly number[]): Nps {
  const sum = (from: number, to: number) => {
    let total = 0;
    for (let i = from; i <= to; i++) total += counts[i] ?? 0;
    return total;
  };
  const [detractors, passives, promoters] = [sum(0, 6), sum(7, 8), sum(9, 10)];
  const n = detractors + passives + promoters;
  const kinds = { n, promoters, passives, detractors };
  if (n < npsLeast) return { ...kinds, score: null, margin: null };
  const mean = (promoters - detractors) / n;
  const variance = (promoters + detractors) / n - mean * mean;
  const isAlike = promoters === n || passives === n || detractors === n;
  return { ...kinds, score: 100 * mean, margin: isAlike ? null : 100 * z95 * Math.sqrt(variance / n) };
}
