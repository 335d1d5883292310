"use client";

import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { ChartBox, ChartTip } from "@/components/analytics/chart-box";

interface NpsPoint {
  month: string;
  tick: string;
  label: string;
  tip: string[];
  /** Null in months with too few answers: the line has a gap there. */
  score: number | null;
}

/** NPS by month on its whole scale, −100 to 100, so that a small change looks small. */
export default function NpsChart({ points, summary }: { points: NpsPoint[]; summary: string }) {
  const ticks = new Map(points.map((point) => [point.month, point.tick]));
  return (
    <ChartBox height="h-56">
      {({ narrow }) => (
        <LineChart data={points} title={summary} margin={{ top: 8, right: 16, bottom: 0, left: 0 }} accessibilityLayer>
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="month"
            tickFormatter={(month: string) => ticks.get(month) ?? ""}
            tickLine={false}
            axisLine={false}
            minTickGap={narrow ? 28 : 12}
            padding={{ left: 16, right: 16 }}
          />
          <YAxis
            width={40}
            domain={[-100, 100]}
            ticks={[-100, -50, 0, 50, 100]}
            tickLine={false}
            axisLine={false}
            tickFormatter={(value: number) => String(value).replace("-", "−")}
          />
          <ReferenceLine y={0} stroke="var(--control)" />
          <Tooltip content={<ChartTip />} cursor={{ stroke: "var(--control)" }} isAnimationActive={false} />
          <Line
            dataKey="score"
            stroke="var(--c1)"
            strokeWidth={2}
            dot={{ r: 3, fill: "var(--c1)", stroke: "var(--surface)" }}
            isAnimationActive={false}
          />
        </LineChart>
      )}
    </ChartBox>
  );
}
