/** One row of a bar list. `part` is its length, 0 to 1. */
export interface ShareRow {
  key: string;
  label: string;
  value: string;
  /** Beside the value, quieter. */
  detail: string;
  part: number;
}

/** Labelled bars in plain HTML and SVG, longest first. The numbers stand beside them, so the bars are decoration. */
export function ShareList({ rows }: { rows: ShareRow[] }) {
  return (
    <ul className="grid gap-3.5">
      {rows.map((row) => (
        <li key={row.key}>
          <p className="flex items-baseline justify-between gap-3">
            <span className="text-ink-2">{row.label}</span>
            <span className="num font-medium whitespace-nowrap">
              {row.value}
              <span className="ml-2 inline-block min-w-11 text-right text-sm font-normal text-ink-3">{row.detail}</span>
            </span>
          </p>
          <svg className="mt-1 block h-1.5 w-full rounded-full bg-sunken" aria-hidden="true">
            <rect className="fill-c1m" width={`${(row.part * 100).toFixed(2)}%`} height="100%" rx="3" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
