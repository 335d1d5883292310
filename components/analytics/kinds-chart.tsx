"use client";

import { Bar, BarChart } from "recharts";
import { ChartBox } from "./chart-box";
import { type ChartPoint, ChartScales } from "./chart-scales";
import { kindColours } from "./kind-colours";

export interface KindsChartProps {
  /** One per day or month; each kind's count stands under its key. */
  points: (ChartPoint & { [kind: string]: string | string[] | number })[];
  /** At most five, in the order of their colours, the first at the bottom. */
  kinds: { key: string; name: string }[];
  /** One sentence that states the result. */
  summary: string;
  locale: string;
}

/** Counts as bars piled up by kind; the card names the kinds above. */
export default function KindsChart({ points, kinds, summary, locale }: KindsChartProps) {
  return (
    <ChartBox height="h-62">
      {({ narrow }) => (
        <BarChart data={points} title={summary} margin={{ top: 12, right: 4, bottom: 0, left: 0 }}>
          <ChartScales points={points} locale={locale} over="bars" gap={narrow ? 40 : 56} />
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
