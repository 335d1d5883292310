"use client";

import { Bar, ComposedChart, Line } from "recharts";
import { ChartBox } from "./chart-box";
import { type ChartPoint, ChartScales } from "./chart-scales";
import { NamedLine, nameRoom } from "./named-line";

interface InteractionPoint extends ChartPoint {
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

/** Interactions per day as bars, and their mean over a week as a line in ink with a halo. */
export default function InteractionChart({ points, summary, mean, locale }: InteractionChartProps) {
  return (
    <ChartBox height="h-62">
      {(size) => (
        <ComposedChart
          data={points}
          title={summary}
          margin={{ top: 12, right: size.narrow ? 4 : nameRoom, bottom: 0, left: 0 }}
        >
          <ChartScales points={points} locale={locale} over="bars" gap={size.narrow ? 40 : 56} values={{ width: 36 }} />
          <Bar dataKey="interactions" fill="var(--c1m)" radius={[1.5, 1.5, 0, 0]} isAnimationActive={false} />
          <Line
            dataKey="mean"
            stroke="var(--surface)"
            strokeWidth={4.5}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          <NamedLine
            {...mean}
            dataKey="mean"
            stroke="var(--ink)"
            strokeWidth={1.75}
            size={size}
            last={points.length - 1}
          />
        </ComposedChart>
      )}
    </ChartBox>
  );
}
