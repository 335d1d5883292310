import type { MetricDelta } from "@/components/ui/metric-tile";

/** A difference that is good when it grows. Undefined when there is nothing to compare with. */
export function growthDelta(change: number | null, text: (size: number) => string, before: string) {
  if (change === null) return undefined;
  const direction = change > 0 ? "up" : change < 0 ? "down" : "flat";
  const verdict = { up: "good", down: "bad", flat: "neutral" } as const;
  const sign = { up: "+", down: "−", flat: "" };
  const delta: MetricDelta = {
    text: sign[direction] + text(Math.abs(change)),
    direction,
    verdict: verdict[direction],
    before,
  };
  return delta;
}

/** now − before, undefined when one of them is. */
export const difference = (now: number | null, before: number | null) =>
  now === null || before === null ? null : now - before;

/** The change as a share of what was, undefined when nothing was. */
export const relativeChange = (now: number, before: number) => (before === 0 ? null : (now - before) / before);
