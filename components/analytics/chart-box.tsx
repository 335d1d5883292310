"use client";

import { type ReactElement, useState } from "react";
import { ResponsiveContainer } from "recharts";

/** Below this width of the box, series are named in a legend above the chart instead of at their line's end. */
const narrowPx = 560;

interface ChartBoxProps {
  /** Height classes: the box keeps its height before the chart is drawn, so that nothing shifts. */
  height: string;
  children: (size: { width: number; narrow: boolean }) => ReactElement;
}

/** A box of fixed height that its chart fills. Tells the chart how wide it is. */
export function ChartBox({ height, children }: ChartBoxProps) {
  const [width, setWidth] = useState(0);
  return (
    <div className={height}>
      <ResponsiveContainer width="100%" height="100%" onResize={setWidth}>
        {children({ width, narrow: width > 0 && width < narrowPx })}
      </ResponsiveContainer>
    </div>
  );
}

interface TipProps {
  active?: boolean;
  payload?: readonly { payload?: { label: string; tip: string[] } }[];
}

/** What a bar or point says on hover, focus and tap. The rows carry their finished sentences. */
export function ChartTip({ active, payload }: TipProps) {
  const row = payload?.[0]?.payload;
  if (!active || !row) return null;
  return (
    <div className="rounded-md border border-line bg-raised px-3 py-2 text-sm shadow-float">
      <p className="font-medium">{row.label}</p>
      {row.tip.map((line) => (
        <p key={line} className="num text-ink-2">
          {line}
        </p>
      ))}
    </div>
  );
}

/** A number on an axis, short: "25K", "2.5万". */
export function axisNumber(locale: string): (value: number) => string {
  const format = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  return (value) => format.format(value).replace("-", "−");
}
