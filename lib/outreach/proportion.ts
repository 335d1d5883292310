/** z for a two-sided interval of 95 %. */
export const z95 = 1.959963984540054;

export interface Interval {
  low: number;
  high: number;
}

/**
 * Wilson's score interval for `hits` of `n` (E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", JASA 22, 1927). Null for n = 0.
 */
export function wilson(hits: number, n: number, z = z95): Interval | null {
  if (n === 0) return null;
  const p = hits / n;
  const z2 = z * z;
  const middle = p + z2 / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  // At the edges the formula is exact only on paper: 0 of n begins at 0, n of n ends at 1.
  return {
    low: hits === 0 ? 0 : Math.max(0, (middle - spread) / scale),
    high: hits === n ? 1 : Math.min(1, (middle + spread) / scale),
  };
}

export interface Arm {
  /** Of so many… */
  n: number;
  /** …so many. */
  hits: number;
}

/**
 * The difference of two independent shares, a − b, with its 95 % interval by Newcombe's hybrid score method without
 * continuity correction: "method 10" of R. G. Newcombe, "Interval estimation for the difference between independent
 * proportions", Statistics in Medicine 17 (1998), 873–890. With Wilson's l and u of each arm:
 * low = d − √((pa − la)² + (ub − pb)²), high = d + √((ua − pa)² + (pb − lb)²). Null when an arm is empty.
 */
export function difference(a: Arm, b: Arm): (Interval & { difference: number }) | null {
  const [wa, wb] = [wilson(a.hits, a.n), wilson(b.hits, b.n)];
  if (!wa || !wb) return null;
  const [pa, pb] = [a.hits / a.n, b.hits / b.n];
  const d = pa - pb;
  return {
    difference: d,
    low: Math.max(-1, d - Math.hypot(pa - wa.low, wb.high - pb)),
    high: Math.min(1, d + Math.hypot(wa.high - pa, pb - wb.low)),
  };
}
