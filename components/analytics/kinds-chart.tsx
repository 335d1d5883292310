"use client";

import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import { axisNumber, ChartBox, ChartTip } from "./chart-box";
import { kindColours } from "./kind-colours";

export interface KindsChartProps {
  /** One per day or month; each kind's count stands under its key. */
  points: { period: string; tick: string; label: string; tip: string[]; [kind: string]: string | string[] | number }[];
  /** At most five, in the order of their colours, the first at the bottom. */
  kinds: { key: string; name: string }[];
  /** One sentence that states the result. */
  summary: string;
  locale: string;
}

/** Counts as bars piled up by kind; the card names the kinds above. */
export default function KindsChart({ points, kinds, summary, locale }: KindsChartProps) {
  const ticks = new Map(points.map((point) => [point.period, point.tick]));
  return (
    <ChartBox height="h-62">
      {({ narrow }) => (
        <BarChart data={points} title={summary} margin={{ top: 12, right: 4, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="period"
            tickFormatter={(period: string) => ticks.get(period) ?? ""}
            tickLine={false}
            axisLine={false}
            minTickGap={narrow ? 40 : 56}
          />
          <YAxis
            width={44}
            interval={0}
            tickCount={4}
            allowDecimals={false}
            tickLine={false}
            axisLine={false}
            tickFormatter={axisNumber(locale)}
          />
          <Tooltip content={<ChartTip />} cursor={{ fill: "var(--hover)" }} isAnimationActive={false} />
          {kinds.map(({ key, name }, i) => (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              stackId="kinds"
              fill={`var(--${kindColours[i]})`}
              stroke="var(--surface)"
              strokeWidth={0.5}
              maxBarSize={40}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      )}
    </ChartBox>
  );
}
