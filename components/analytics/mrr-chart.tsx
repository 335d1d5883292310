"use client";

import { Bar, BarChart, Label, ReferenceLine } from "recharts";
import { ChartBox } from "./chart-box";
import { axisNumber, type ChartPoint, ChartScales, moneyValues } from "./chart-scales";
import { MrrPanel } from "./mrr-panel";

interface MrrPoint extends ChartPoint {
  /** In whole units of the currency; losses are negative. */
  mrr: number;
  gains: number;
  losses: number;
}

export interface MrrChartProps {
  points: MrrPoint[];
  /** One sentence that states the result. */
  summary: string;
  names: { above: string; below: string; gains: string; losses: string };
  locale: string;
}

/** MRR at each month's end above, what came and went in the month below: two panels, one time axis. */
export default function MrrChart({ points, summary, names, locale }: MrrChartProps) {
  const short = axisNumber(locale);
  const last = points.at(-1);
  return (
    <>
      <MrrPanel points={points} name={names.above} summary={summary} syncId="mrr" locale={locale} />
      <p className="mt-3 flex flex-wrap gap-x-4 text-xs text-ink-2">
        {names.below}
        <span className="inline-flex items-center gap-1">
          <span className="size-2 rounded-xs bg-c1" aria-hidden="true" />
          {names.gains}
        </span>
        <span className="inline-flex items-center gap-1">
          <span className="size-2 rounded-xs bg-c2" aria-hidden="true" />
          {names.losses}
        </span>
      </p>
      <ChartBox height="h-38">
        {({ narrow }) => (
          <BarChart
            data={points}
            syncId="mrr"
            margin={{ top: 8, right: narrow ? 12 : 68, bottom: 8, left: 0 }}
            stackOffset="sign"
            title={names.below}
          >
            <ChartScales points={points} locale={locale} over="bars" gap={narrow ? 12 : 4} values={moneyValues} />
            <ReferenceLine y={0} stroke="var(--control)" />
            {narrow || !last ? null : (
              <>
                <ReferenceLine y={last.gains} stroke="none">
                  <Label position="right" value={`+${short(last.gains)}`} fill="var(--c1)" fontSize={11} />
                </ReferenceLine>
                <ReferenceLine y={last.losses} stroke="none">
                  <Label position="right" value={short(last.losses)} fill="var(--ink-2)" fontSize={11} />
                </ReferenceLine>
              </>
            )}
            <Bar dataKey="gains" stackId="moved" fill="var(--c1)" maxBarSize={28} isAnimationActive={false} />
            <Bar dataKey="losses" stackId="moved" fill="var(--c2)" maxBarSize={28} isAnimationActive={false} />
          </BarChart>
        )}
      </ChartBox>
    </>
  );
}
