"use client";

import { Bar, BarChart, Legend } from "recharts";
import { ChartBox } from "@/components/analytics/chart-box";
import { type ChartPoint, ChartScales } from "@/components/analytics/chart-scales";
import { kindColours } from "@/components/analytics/kind-colours";

interface ReasonsPoint extends ChartPoint {
  /** Of each series, how many. */
  counts: number[];
}

interface ReasonsChartProps {
  points: ReasonsPoint[];
  /** At most five, from the bottom up. */
  series: string[];
  /** One sentence that states the result. */
  summary: string;
  locale: string;
}

/** Cancellations by month, stacked by reason, with a thin gap between the parts so that colour is not the only border. */
export default function ReasonsChart({ points, series, summary, locale }: ReasonsChartProps) {
  return (
    <ChartBox height="h-72">
      {({ narrow }) => (
        <BarChart data={points} title={summary} margin={{ top: 4, right: 8, bottom: 0, left: 0 }}>
          <ChartScales points={points} locale={locale} over="bars" gap={narrow ? 20 : 4} values={{ width: 36 }} />
          <Legend
            verticalAlign="top"
            align="left"
            itemSorter={null}
            iconType="square"
            iconSize={9}
            wrapperStyle={{ paddingBottom: 14 }}
            formatter={(name: string) => <span className="text-xs text-ink-2">{name}</span>}
          />
          {series.map((name, i) => (
            <Bar
              key={name}
              name={name}
              dataKey={(point: ReasonsPoint) => point.counts[i]}
              stackId="reasons"
              fill={`var(--${kindColours[i]})`}
              stroke="var(--surface)"
              strokeWidth={1}
              maxBarSize={40}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      )}
    </ChartBox>
  );
}
