"use client";

import { Area, AreaChart, Bar, BarChart, CartesianGrid, Label, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { axisNumber, ChartBox, ChartTip } from "./chart-box";

interface MrrPoint {
  month: string;
  tick: string;
  label: string;
  tip: string[];
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
  const ticks = new Map(points.map((point) => [point.month, point.tick]));
  const shared = { data: points, syncId: "mrr", accessibilityLayer: true };
  const margin = { top: 8, right: 12, bottom: 8, left: 0 };
  const last = points.at(-1);
  const value = (
    <YAxis width={44} interval={0} tickCount={3} tickLine={false} axisLine={false} tickFormatter={axisNumber(locale)} />
  );
  return (
    <>
      <p className="text-xs text-ink-2">{names.above}</p>
      <ChartBox height="h-42">
        {() => (
          <AreaChart {...shared} margin={margin} title={summary}>
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
          <BarChart {...shared} margin={{ ...margin, right: narrow ? 12 : 68 }} stackOffset="sign" title={names.below}>
            <CartesianGrid vertical={false} />
            <XAxis
              dataKey="month"
              tickFormatter={(month: string) => ticks.get(month) ?? ""}
              tickLine={false}
              axisLine={false}
              minTickGap={narrow ? 12 : 4}
            />
            {value}
            <ReferenceLine y={0} stroke="var(--control)" />
            {narrow || !last ? null : (
              <>
                <ReferenceLine y={last.gains} stroke="none">
                  <Label position="right" value={`+${axisNumber(locale)(last.gains)}`} fill="var(--c1)" fontSize={11} />
                </ReferenceLine>
                <ReferenceLine y={last.losses} stroke="none">
                  <Label position="right" value={axisNumber(locale)(last.losses)} fill="var(--ink-2)" fontSize={11} />
                </ReferenceLine>
              </>
            )}
            <Tooltip content={<ChartTip />} cursor={{ fill: "var(--hover)" }} isAnimationActive={false} />
            <Bar dataKey="gains" stackId="moved" fill="var(--c1)" maxBarSize={28} isAnimationActive={false} />
            <Bar dataKey="losses" stackId="moved" fill="var(--c2)" maxBarSize={28} isAnimationActive={false} />
          </BarChart>
        )}
      </ChartBox>
    </>
  );
}
