"use client";

import { Line, LineChart, ReferenceLine } from "recharts";
import { ChartBox } from "@/components/analytics/chart-box";
import { type ChartPoint, ChartScales } from "@/components/analytics/chart-scales";

interface NpsPoint extends ChartPoint {
  /** Null in months with too few answers: the line has a gap there. */
  score: number | null;
}

interface NpsChartProps {
  points: NpsPoint[];
  /** One sentence that states the result. */
  summary: string;
  locale: string;
}

/** All there can be, so that a small change looks small. */
const wholeScale = { width: 40, domain: [-100, 100], ticks: [-100, -50, 0, 50, 100] };

/** NPS by month on its whole scale. */
export default function NpsChart({ points, summary, locale }: NpsChartProps) {
  return (
    <ChartBox height="h-56">
      {({ narrow }) => (
        <LineChart data={points} title={summary} margin={{ top: 8, right: 16, bottom: 0, left: 0 }}>
          <ChartScales
            points={points}
            locale={locale}
            over="line"
            gap={narrow ? 28 : 12}
            edge={16}
            values={wholeScale}
          />
          <ReferenceLine y={0} stroke="var(--control)" />
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
