"use client";

import { Line } from "recharts";
import type { BoxSize } from "./chart-box";

/** Room right of a plot for the names of its lines, in pixels. */
export const nameRoom = 84;

interface NamedLineProps {
  dataKey: string;
  name: string;
  /** At the end of the line, beside its name. */
  value: string;
  stroke: string;
  strokeWidth?: number;
  strokeDasharray?: string;
  /** Of the box around. In a narrow one the card names the lines, above the chart. */
  size: BoxSize;
  /** The index of the last point. */
  last: number;
  /** The value follows the name instead of standing below it. */
  inline?: boolean;
  /** Where the name stands for a line that ends at this height, so that names do not lie on each other. */
  place?: (y: number) => number;
}

/** A line with its name and latest value at its end. */
export function NamedLine({ value, size, last, inline = false, place = (y) => y, ...line }: NamedLineProps) {
  const { name } = line;
  const Label = inline ? InlineLabel : StackedLabel;
  return (
    <Line
      strokeWidth={2}
      {...line}
      dot={false}
      activeDot={{ r: 3 }}
      isAnimationActive={false}
      label={
        size.narrow
          ? false
          : ({ y, index }) =>
              index === last ? (
                <Label x={size.width - nameRoom + 8} y={place(Number(y))} name={name} value={value} />
              ) : (
                <g />
              )
      }
    />
  );
}

interface LabelProps {
  x: number;
  y: number;
  name: string;
  value: string;
}

function StackedLabel({ x, y, name, value }: LabelProps) {
  return (
    <g transform={`translate(${x} ${y - 2})`}>
      <text className="strong">{name}</text>
      <text y="14">{value}</text>
    </g>
  );
}

function InlineLabel({ x, y, name, value }: LabelProps) {
  return (
    <text x={x} y={y + 4}>
      <tspan className="strong">{name}</tspan> {value}
    </text>
  );
}
