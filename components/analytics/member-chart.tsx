"use client";

import { Bar, BarChart, LineChart, ReferenceLine } from "recharts";
import { ChartBox } from "./chart-box";
import { type ChartPoint, ChartScales } from "./chart-scales";
import { NamedLine, nameRoom } from "./named-line";

interface MemberPoint extends ChartPoint {
  members: number;
  paying: number;
  joined: number;
  /** Zero or negative: leaving is drawn downwards. */
  left: number;
}

export interface MemberChartProps {
  points: MemberPoint[];
  /** One sentence that states the result. */
  summary: string;
  lines: { key: "members" | "paying"; name: string; value: string }[];
  /** What the lower panel shows. */
  movement: string;
  locale: string;
}

const colours = { members: "c1", paying: "c3" } as const;
/** Apart in more than colour. */
const dashes = { members: undefined, paying: "6 3" } as const;
/** The name of the second line stays below that of the first. */
const secondName = 42;

/** Members above, who came and went below: two measures, two panels, one time axis. */
export default function MemberChart({ points, summary, lines, movement, locale }: MemberChartProps) {
  const shared = { data: points, syncId: "members" };
  const scales = { points, locale, edge: 6 };
  const margin = (narrow: boolean) => ({ top: 12, right: narrow ? 8 : nameRoom, bottom: 0, left: 0 });
  return (
    <>
      <ChartBox height="h-50">
        {(size) => (
          // The lowest tick stands half below the plot: without the time axis it needs room of its own.
          <LineChart {...shared} title={summary} margin={{ ...margin(size.narrow), bottom: 8 }}>
            <ChartScales {...scales} over="line" />
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
                place={(y) => (i === 0 ? y : Math.max(y, secondName))}
              />
            ))}
          </LineChart>
        )}
      </ChartBox>
      <p className="mt-3 text-xs text-ink-2">{movement}</p>
      <ChartBox height="h-38">
        {({ narrow }) => (
          <BarChart {...shared} title={movement} stackOffset="sign" margin={margin(narrow)}>
            <ChartScales {...scales} over="bars" gap={narrow ? 40 : 24} />
            <ReferenceLine y={0} stroke="var(--control)" />
            <Bar dataKey="joined" stackId="move" fill="var(--c1)" maxBarSize={40} isAnimationActive={false} />
            <Bar dataKey="left" stackId="move" fill="var(--c2)" maxBarSize={40} isAnimationActive={false} />
          </BarChart>
        )}
      </ChartBox>
    </>
  );
}
