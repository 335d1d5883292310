"use client";

import { type ReactElement, useState } from "react";
import { ResponsiveContainer } from "recharts";

/** Below this width of the box, series are named in a legend above the chart instead of at their line's end. */
const narrowPx = 560;

export interface BoxSize {
  width: number;
  narrow: boolean;
}

interface ChartBoxProps {
  /** Height classes: the box keeps its height before the chart is drawn, so that nothing shifts. */
  height: string;
  children: (size: BoxSize) => ReactElement;
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
