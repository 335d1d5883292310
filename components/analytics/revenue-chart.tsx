"use client";

import { Area, AreaChart, Bar, BarChart, CartesianGrid, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { axisNumber, ChartBox, ChartTip } from "./chart-box";

interface RevenuePoint {
  month: string;
  tick: string;
  label: string;
  tip: string[];
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
  const ticks = new Map(points.map((point) => [point.month, point.tick]));
  const margin = { top: 8, right: 12, bottom: 0, left: 0 };
  const shared = { data: points, syncId: "revenue", margin };
  const value = (
    <YAxis width={44} interval={0} tickCount={3} tickLine={false} axisLine={false} tickFormatter={axisNumber(locale)} />
  );
  return (
    <>
      <p className="text-xs text-ink-2">{names.mrr}</p>
      <ChartBox height="h-42">
        {() => (
          <AreaChart {...shared} margin={{ ...margin, bottom: 8 }} title={summary}>
            <CartesianGrid vertical={false} />
            <XAxis dataKey="month" hide padding={{ left: 16, right: 16 }} />
            {value}
            <Tooltip content={<ChartTip />} cursor={{ stroke: "var(--control)" }} isAnimationActive={false} />
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
      <p className="mt-3 text-xs text-ink-2">{names.net}</p>
      <ChartBox height="h-38">
        {({ narrow }) => (
          <BarChart {...shared} title={names.net}>
            <CartesianGrid vertical={false} />
            <XAxis
              dataKey="month"
              tickFormatter={(month: string) => ticks.get(month) ?? ""}
              tickLine={false}
              axisLine={false}
              minTickGap={narrow ? 12 : 4}
              padding={{ left: 0, right: 0 }}
            />
            {value}
            <ReferenceLine y={0} stroke="var(--control)" />
            <Tooltip content={<ChartTip />} cursor={{ fill: "var(--hover)" }} isAnimationActive={false} />
            <Bar dataKey="net" fill="var(--c1)" maxBarSize={40} radius={[1.5, 1.5, 0, 0]} isAnimationActive={false} />
          </BarChart>
        )}
      </ChartBox>
    </>
  );
}
