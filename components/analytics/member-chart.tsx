"use client";

import { Bar, BarChart, CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { axisNumber, ChartBox, ChartTip } from "./chart-box";

interface MemberPoint {
  name: string;
  tick: string;
  label: string;
  tip: string[];
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
const labelWidth = 84;
/** Two names at line ends never closer than this. */
const labelHeight = 30;

/** Members above, who came and went below: two measures, two panels, one time axis. */
export default function MemberChart({ points, summary, lines, movement, locale }: MemberChartProps) {
  const ticks = new Map(points.map((point) => [point.name, point.tick]));
  const last = points.length - 1;
  const shared = { data: points, syncId: "members" };
  const value = (
    <YAxis
      width={44}
      interval={0}
      tickCount={4}
      allowDecimals={false}
      tickLine={false}
      axisLine={false}
      tickFormatter={axisNumber(locale)}
    />
  );
  const margin = (narrow: boolean) => ({ top: 12, right: narrow ? 8 : labelWidth, bottom: 0, left: 0 });
  return (
    <>
      <ChartBox height="h-50">
        {({ width, narrow }) => (
          <LineChart {...shared} title={summary} margin={margin(narrow)}>
            <CartesianGrid vertical={false} />
            <XAxis dataKey="name" hide padding={{ left: 6, right: 6 }} />
            {value}
            <Tooltip content={<ChartTip />} cursor={{ stroke: "var(--control)" }} isAnimationActive={false} />
            {lines.map(({ key, name, value: text }, i) => (
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
                          y={i === 0 ? Number(y) : Math.max(Number(y), 12 + labelHeight)}
                          name={name}
                          value={text}
                        />
                      )
                }
              />
            ))}
          </LineChart>
        )}
      </ChartBox>
      <p className="mt-3 text-xs text-ink-2">{movement}</p>
      <ChartBox height="h-38">
        {({ narrow }) => (
          <BarChart {...shared} title={movement} stackOffset="sign" margin={margin(narrow)}>
            <CartesianGrid vertical={false} />
            <XAxis
              dataKey="name"
              tickFormatter={(name: string) => ticks.get(name) ?? ""}
              tickLine={false}
              axisLine={false}
              minTickGap={narrow ? 40 : 24}
              padding={{ left: 6, right: 6 }}
            />
            {value}
            <ReferenceLine y={0} stroke="var(--control)" />
            <Tooltip content={<ChartTip />} cursor={{ fill: "var(--hover)" }} isAnimationActive={false} />
            <Bar dataKey="joined" stackId="move" fill="var(--c1)" maxBarSize={40} isAnimationActive={false} />
            <Bar dataKey="left" stackId="move" fill="var(--c2)" maxBarSize={40} isAnimationActive={false} />
          </BarChart>
        )}
      </ChartBox>
    </>
  );
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
    <g transform={`translate(${x} ${y - 2})`}>
      <text className="strong">{name}</text>
      <text y="14">{value}</text>
    </g>
  );
}
