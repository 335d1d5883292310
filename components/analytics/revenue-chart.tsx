"use client";

import { Bar, BarChart, ReferenceLine } from "recharts";
import { ChartBox } from "./chart-box";
import { type ChartPoint, ChartScales, moneyValues } from "./chart-scales";
import { MrrPanel } from "./mrr-panel";

interface RevenuePoint extends ChartPoint {
  /** In whole units of the currency. */
  mrr: number;
  net: number;
}

export interface RevenueChartProps {
  points: RevenuePoint[];
  /** One sentence that states the result. */
  summary: string;
  names: { mrr: string; net: string };
  locale: string;
}

/** MRR at each month's end above, what arrived in the month below: two measures, two panels, one time axis. */
export default function RevenueChart({ points, summary, names, locale }: RevenueChartProps) {
  return (
    <>
      <MrrPanel points={points} name={names.mrr} summary={summary} syncId="revenue" locale={locale} />
      <p className="mt-3 text-xs text-ink-2">{names.net}</p>
      <ChartBox height="h-38">
        {({ narrow }) => (
          <BarChart data={points} syncId="revenue" margin={{ top: 8, right: 12, bottom: 0, left: 0 }} title={names.net}>
            <ChartScales points={points} locale={locale} over="bars" gap={narrow ? 12 : 4} values={moneyValues} />
            <ReferenceLine y={0} stroke="var(--control)" />
            <Bar dataKey="net" fill="var(--c1)" maxBarSize={40} radius={[1.5, 1.5, 0, 0]} isAnimationActive={false} />
          </BarChart>
        )}
      </ChartBox>
    </>
  );
}
