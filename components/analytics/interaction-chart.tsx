"use client";

import { Bar, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from "recharts";
import { axisNumber, ChartBox, ChartTip } from "./chart-box";

interface InteractionPoint {
  day: string;
  /** Below the bar. */
  tick: string;
  /** On the tooltip. */
  label: string;
  tip: string[];
  interactions: number;
  mean: number;
}

export interface InteractionChartProps {
  points: InteractionPoint[];
  /** One sentence that states the result. */
  summary: string;
  mean: { name: string; value: string };
  locale: string;
}

/** Room left of the plot for its scale, and right of it for the name of the line. */
const axisWidth = 36;
const labelWidth = 84;

/** Interactions per day as bars, and their mean over a week as a line in ink with a halo. */
export default function InteractionChart({ points, summary, mean, locale }: InteractionChartProps) {
  const ticks = new Map(points.map((point) => [point.day, point.tick]));
  const last = points.length - 1;
  return (
    <ChartBox height="h-62">
      {({ width, narrow }) => (
        <ComposedChart
          data={points}
          title={summary}
          margin={{ top: 12, right: narrow ? 4 : labelWidth, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="day"
            tickFormatter={(day: string) => ticks.get(day) ?? ""}
            tickLine={false}
            axisLine={false}
            minTickGap={narrow ? 40 : 56}
          />
          <YAxis
            width={axisWidth}
            interval={0}
            tickCount={4}
            allowDecimals={false}
            tickLine={false}
            axisLine={false}
            tickFormatter={axisNumber(locale)}
          />
          <Tooltip content={<ChartTip />} cursor={{ fill: "var(--hover)" }} isAnimationActive={false} />
          <Bar dataKey="interactions" fill="var(--c1m)" radius={[1.5, 1.5, 0, 0]} isAnimationActive={false} />
          <Line
            dataKey="mean"
            stroke="var(--surface)"
            strokeWidth={4.5}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="mean"
            stroke="var(--ink)"
            strokeWidth={1.75}
            dot={false}
            activeDot={{ r: 3, fill: "var(--ink)" }}
            isAnimationActive={false}
            label={
              narrow
                ? false
                : ({ y, index }) => <EndLabel {...{ y, ...mean }} x={width - labelWidth + 8} shown={index === last} />
            }
          />
        </ComposedChart>
      )}
    </ChartBox>
  );
}

interface EndLabelProps {
  shown: boolean;
  x: number;
  y?: number | string;
  name: string;
  value: string;
}

function EndLabel({ shown, x, y, name, value }: EndLabelProps) {
  if (!shown) return <g />;
  return (
    <g transform={`translate(${x} ${Number(y) - 2})`}>
      <text className="strong">{name}</text>
      <text y="14">{value}</text>
    </g>
  );
}
