const width = 120;
const height = 28;

/** The points of a line through `values`, scaled into a box; a constant series lies in the middle. */
export function sparkPoints(values: number[], boxWidth = width, boxHeight = height): [number, number][] {
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  const step = values.length > 1 ? boxWidth / (values.length - 1) : 0;
  const round = (n: number) => Math.round(n * 10) / 10;
  return values.map((value, i) => [
    round(i * step),
    round(range === 0 ? boxHeight / 2 : boxHeight * (1 - (value - least) / range)),
  ]);
}

/** A line without axes and a dot at its end. Decorative: the number stands above it. Nothing below two points. */
export function Sparkline({ values }: { values: number[] }) {
  const points = sparkPoints(values);
  const end = points.at(-1);
  if (!end || points.length < 2) return null;
  return (
    <svg
      className="spark"
      width={width}
      height={height}
      viewBox={`-2 -3 ${width + 6} ${height + 6}`}
      aria-hidden="true"
    >
      <polyline points={points.map((point) => point.join(",")).join(" ")} />
      <circle cx={end[0]} cy={end[1]} r="2.5" />
    </svg>
  );
}
