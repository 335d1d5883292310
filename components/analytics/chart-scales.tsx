"use client";

import { CartesianGrid, Tooltip, XAxis, YAxis, type YAxisProps } from "recharts";
import { numberFormat } from "@/lib/platform/formats";

/** What a point of any chart brings along: when it is, how that is called below and in the tip, and what the tip says. */
export interface ChartPoint {
  /** A day or a month, "2026-10-24" or "2026-10": different for every point. */
  at: string;
  tick: string;
  label: string;
  /** Finished sentences. */
  tip: string[];
}

interface ChartScalesProps {
  points: readonly ChartPoint[];
  locale: string;
  /** What the pointer marks: the height of a line's point, or the ground behind the bars of one time. */
  over: "line" | "bars";
  /** The least room between two ticks of the time axis, in pixels. Without it the axis is that of the panel below. */
  gap?: number;
  /** Room before the first point and after the last, in pixels. */
  edge?: number;
  /** Where the scale of values differs from one for counts. */
  values?: Pick<YAxisProps, "width" | "tickCount" | "allowDecimals" | "domain" | "ticks">;
}

/** What all charts have in common: gridlines, time below, one scale of values at the left, a tip at the pointer. */
export function ChartScales({ points, locale, over, gap, edge = 0, values }: ChartScalesProps) {
  const ticks = new Map(points.map((point) => [point.at, point.tick]));
  return (
    <>
      <CartesianGrid vertical={false} />
      <XAxis
        dataKey="at"
        hide={gap === undefined}
        tickFormatter={(at: string) => ticks.get(at) ?? ""}
        tickLine={false}
        axisLine={false}
        minTickGap={gap}
        padding={{ left: edge, right: edge }}
      />
      <YAxis
        width={44}
        interval={0}
        tickCount={4}
        allowDecimals={false}
        tickLine={false}
        axisLine={false}
        tickFormatter={axisNumber(locale)}
        {...values}
      />
      <Tooltip
        content={<ChartTip />}
        cursor={over === "line" ? { stroke: "var(--control)" } : { fill: "var(--hover)" }}
        isAnimationActive={false}
      />
    </>
  );
}

/** Scales of money: three ticks, and parts of a unit where the amounts are small. */
export const moneyValues = { tickCount: 3, allowDecimals: true };

/** A number on an axis, short: "25K", "2.5万". */
export function axisNumber(locale: string): (value: number) => string {
  const format = numberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  return (value) => format.format(value).replace("-", "−");
}

interface TipProps {
  active?: boolean;
  payload?: readonly { payload?: ChartPoint }[];
}

/** What a bar or point says on hover, focus and tap. */
function ChartTip({ active, payload }: TipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="rounded-md border border-line bg-raised px-3 py-2 text-sm shadow-float">
      <p className="font-medium">{point.label}</p>
      {point.tip.map((line) => (
        <p key={line} className="num text-ink-2">
          {line}
        </p>
      ))}
    </div>
  );
}
