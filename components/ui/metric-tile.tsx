import { ArrowDown, ArrowRight, ArrowUp, Info } from "@/components/ui/icons";
import { Link } from "./link";
import { Sparkline } from "./sparkline";

export interface MetricDelta {
  /** With its sign: "+4.2%", "−3 pts". */
  text: string;
  direction: "up" | "down" | "flat";
  /** Colour follows good and bad, not up and down. */
  verdict: "good" | "bad" | "neutral";
  /** "was 1,216". */
  before?: string;
}

export interface MetricTileProps {
  label: string;
  /** The letter of the formula: R, A, N. */
  symbol?: string;
  /** Finished text. Null shows a dash and the reason. */
  value: string | null;
  unit?: string;
  /** Why there is no value. */
  absent?: string;
  delta?: MetricDelta;
  /** The arithmetic with this period's numbers: "(1,284 − 1,216) ÷ 1,216". */
  formula?: string;
  /** What the number means, in a sentence. */
  note?: string;
  /** A longer explanation behind an "i" next to the label; opens without JavaScript. */
  about?: { label: string; text: string };
  spark?: number[];
  /** The way to what the number counts. */
  link?: { href: string; label: string };
}

const arrows = { up: ArrowUp, down: ArrowDown, flat: ArrowRight };

/** One number with its comparison and its arithmetic. Place several in a `<dl>` grid. */
export function MetricTile({
  label,
  symbol,
  value,
  unit,
  absent,
  delta,
  formula,
  note,
  about,
  spark,
  link,
}: MetricTileProps) {
  const Arrow = arrows[delta?.direction ?? "flat"];
  return (
    <div className="card flex min-w-0 flex-col p-4">
      <dt className="text-sm text-ink-2">
        {label}
        {symbol ? <span className="ml-1.5 font-mono text-ink-3">{symbol}</span> : null}
        {about ? (
          <details className="group inline">
            <summary
              className="-my-1 ml-0.5 inline-grid size-6 cursor-pointer list-none place-items-center align-middle text-ink-3 hover:text-ink [&::-webkit-details-marker]:hidden"
              aria-label={about.label}
            >
              <Info className="size-3.5" />
            </summary>
            <p className="mt-1 mb-2 rounded-md bg-sunken p-2.5 text-sm text-ink-2">{about.text}</p>
          </details>
        ) : null}
      </dt>
      <dd className="mt-1 flex flex-1 flex-col">
        <span className="flex items-end justify-between gap-3">
          <span className="num flex-none text-2xl font-semibold whitespace-nowrap">
            {value ?? "–"}
            {value !== null && unit ? <span className="ml-1.5 text-sm font-normal text-ink-3">{unit}</span> : null}
          </span>
          {spark && value !== null ? (
            <span className="min-w-0 max-sm:hidden [&>svg]:max-w-full">
              <Sparkline values={spark} />
            </span>
          ) : null}
        </span>
        {value === null && absent ? <span className="mt-0.5 text-sm text-ink-3">{absent}</span> : null}
        {delta ? (
          <span className="num mt-0.5 flex flex-wrap items-center gap-x-1.5 text-sm">
            <span className={`inline-flex items-center gap-1 font-medium delta-${delta.verdict}`}>
              <Arrow className="size-3.5" />
              {delta.text}
            </span>
            {delta.before ? <span className="text-ink-3">{delta.before}</span> : null}
          </span>
        ) : null}
        {note ? <span className="mt-1 text-sm text-ink-3">{note}</span> : null}
        {link ? (
          <Link className="link no-print mt-1 self-start text-sm" href={link.href}>
            {link.label}
          </Link>
        ) : null}
        {formula ? (
          <span className="mt-auto block pt-2.5">
            <span className="num block border-t border-dashed border-line pt-2 font-mono text-xs text-ink-3">
              {formula}
            </span>
          </span>
        ) : null}
      </dd>
    </div>
  );
}
