"use client";

import { Bar, BarChart, CartesianGrid, Legend, Tooltip, XAxis, YAxis } from "recharts";
import { axisNumber, ChartBox, ChartTip } from "@/components/analytics/chart-box";

interface ReasonsPoint {
  month: string;
  tick: string;
  label: string;
  tip: string[];
  /** Of each series, how many. */
  counts: number[];
}

interface ReasonsChartProps {
  points: ReasonsPoint[];
  /** At most five, from the bottom up. */
  series: string[];
  summary: string;
  locale: string;
}

const colours = ["var(--c1)", "var(--c2)", "var(--c3)", "var(--c4)", "var(--c5)"];

/** Cancellations by month, stacked by reason, with a thin gap between the parts so that colour is not the only border. */
export default function ReasonsChart({ points, series, summary, locale }: ReasonsChartProps) {
  const ticks = new Map(points.map((point) => [point.month, point.tick]));
  return (
    <ChartBox height="h-72">
      {({ narrow }) => (
        <BarChart data={points} title={summary} margin={{ top: 4, right: 8, bottom: 0, left: 0 }} accessibilityLayer>
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="month"
            tickFormatter={(month: string) => ticks.get(month) ?? ""}
            tickLine={false}
            axisLine={false}
            minTickGap={narrow ? 20 : 4}
          />
          <YAxis
            width={36}
            tickCount={4}
            allowDecimals={false}
            tickLine={false}
            axisLine={false}
            tickFormatter={axisNumber(locale)}
          />
          <Tooltip content={<ChartTip />} cursor={{ fill: "var(--hover)" }} isAnimationActive={false} />
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
              fill={colours[i]}
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
