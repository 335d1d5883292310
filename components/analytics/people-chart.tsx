"use client";

import { LineChart } from "recharts";
import { ChartBox } from "./chart-box";
import { type ChartPoint, ChartScales } from "./chart-scales";
import { NamedLine, nameRoom } from "./named-line";

interface PeoplePoint extends ChartPoint {
  day1: number;
  days7: number;
  days30: number;
}

export interface PeopleChartProps {
  points: PeoplePoint[];
  /** From the widest window to the narrowest: a wider one is never below a narrower. */
  lines: { key: "day1" | "days7" | "days30"; name: string; value: string }[];
  /** One sentence that states the result. */
  summary: string;
  locale: string;
}

const colours = { days30: "c1", days7: "c2", day1: "c3" } as const;
/** Apart in more than colour. */
const dashes = { days30: undefined, days7: "6 3", day1: "2 3" } as const;
const nameHeight = 15;

/** Distinct people in windows of 30, 7 and 1 days as lines, named at their ends. */
export default function PeopleChart({ points, lines, summary, locale }: PeopleChartProps) {
  return (
    <ChartBox height="h-62">
      {(size) => (
        <LineChart
          data={points}
          title={summary}
          margin={{ top: 12, right: size.narrow ? 8 : nameRoom, bottom: 0, left: 0 }}
        >
          <ChartScales points={points} locale={locale} over="line" gap={size.narrow ? 40 : 56} />
          {lines.map(({ key, name, value }, i) => (
            <NamedLine
              key={key}
              dataKey={key}
              name={name}
              value={value}
              stroke={`var(--${colours[key]})`}
              strokeDasharray={dashes[key]}
              size={size}
              last={points.length - 1}
              inline
              place={(y) => namePlace(y, i, lines.length)}
            />
          ))}
        </LineChart>
      )}
    </ChartBox>
  );
}

/** Names must not lie on each other: the lower lines leave room below for those that follow, the upper above. */
function namePlace(y: number, index: number, count: number): number {
  const [highest, lowest] = [16 + index * nameHeight, 206 - (count - 1 - index) * nameHeight];
  return Math.max(highest, Math.min(y, lowest));
}
