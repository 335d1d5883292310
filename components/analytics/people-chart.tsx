"use client";

import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from "recharts";
import { axisNumber, ChartBox, ChartTip } from "./chart-box";

interface PeoplePoint {
  day: string;
  tick: string;
  label: string;
  tip: string[];
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
const labelWidth = 84;
const labelHeight = 15;

/** Distinct people in windows of 30, 7 and 1 days as lines, named at their ends. */
export default function PeopleChart({ points, lines, summary, locale }: PeopleChartProps) {
  const ticks = new Map(points.map((point) => [point.day, point.tick]));
  const last = points.length - 1;
  return (
    <ChartBox height="h-62">
      {({ width, narrow }) => (
        <LineChart
          data={points}
          title={summary}
          margin={{ top: 12, right: narrow ? 8 : labelWidth, bottom: 0, left: 0 }}
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
            width={44}
            interval={0}
            tickCount={4}
            allowDecimals={false}
            tickLine={false}
            axisLine={false}
            tickFormatter={axisNumber(locale)}
          />
          <Tooltip content={<ChartTip />} cursor={{ stroke: "var(--control)" }} isAnimationActive={false} />
          {lines.map(({ key, name, value }, i) => (
            <Line
              key={key}
              dataKey={key}
              name={name}
              stroke={`var(--${colours[key]})`}
              strokeDasharray={dashes[key]}
              strokeWidth={2}
              dot={false}
              activeDot={{ r: 3 }}
              isAnimationActive={false}
              label={
                narrow
                  ? false
                  : ({ y, index }) => (
                      <EndLabel
                        shown={index === last}
                        x={width - labelWidth + 8}
                        y={labelPlace(Number(y), i, lines.length)}
                        name={name}
                        value={value}
                      />
                    )
              }
            />
          ))}
        </LineChart>
      )}
    </ChartBox>
  );
}

/** Names must not lie on each other: the lower lines leave room below for those that follow, the upper above. */
function labelPlace(y: number, index: number, count: number): number {
  const [highest, lowest] = [16 + index * labelHeight, 206 - (count - 1 - index) * labelHeight];
  return Math.max(highest, Math.min(y, lowest));
}

interface EndLabelProps {
  shown: boolean;
  x: number;
  y: number;
  name: string;
  value: string;
}

function EndLabel({ shown, x, y, name, value }: EndLabelProps) {
  if (!shown) return <g />;
  return (
    <text x={x} y={y + 4}>
      <tspan className="strong">{name}</tspan> {value}
    </text>
  );
}
