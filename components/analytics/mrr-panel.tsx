"use client";

import { Area, AreaChart } from "recharts";
import { ChartBox } from "./chart-box";
import { type ChartPoint, ChartScales, moneyValues } from "./chart-scales";

interface MrrPanelProps {
  /** `mrr` in whole units of the currency. */
  points: (ChartPoint & { mrr: number })[];
  name: string;
  /** One sentence that states the result. */
  summary: string;
  /** Shared with the panel below, so that both point at the same month. */
  syncId: string;
  locale: string;
}

/** MRR at each month's end, above a panel that says what happened in the month. */
export function MrrPanel({ points, name, summary, syncId, locale }: MrrPanelProps) {
  return (
    <>
      <p className="text-xs text-ink-2">{name}</p>
      <ChartBox height="h-42">
        {() => (
          <AreaChart data={points} syncId={syncId} margin={{ top: 8, right: 12, bottom: 8, left: 0 }} title={summary}>
            <ChartScales points={points} locale={locale} over="line" edge={16} values={moneyValues} />
            <Area
              dataKey="mrr"
              stroke="var(--c1)"
              strokeWidth={2}
              fill="var(--h1)"
              fillOpacity={1}
              isAnimationActive={false}
            />
          </AreaChart>
        )}
      </ChartBox>
    </>
  );
}
