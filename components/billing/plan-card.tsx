import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Check } from "@/components/ui/icons";

interface PlanCardProps {
  name: string;
  promise: string;
  /** The language of what the owner has written. */
  lang?: string;
  price: ReactNode;
  note: string;
  /** What the price asks for besides: a trial, a code, what is owned already. One sentence each. */
  conditions?: readonly string[];
  badge?: string;
  featured?: boolean;
  action?: ReactNode;
  /** What it opens, line by line. A card without the list has its action at the foot. */
  opens?: readonly string[];
}

/** One way to take part. All cards are of one size; the featured one has an accent border and nothing more. */
export function PlanCard(props: PlanCardProps) {
  const { name, promise, lang, price, note, conditions = [], badge, featured, action, opens } = props;
  const border = featured ? "border-accent ring-1 ring-accent" : "border-line";
  return (
    <article className={`flex min-w-0 flex-col rounded-xl border p-6 ${border}`}>
      <div className="flex items-baseline gap-2">
        <h3 className="min-w-0 text-xl" lang={lang}>
          {name}
        </h3>
        {badge ? (
          <span className="ml-auto flex-none self-center">
            <Badge tone="accent">{badge}</Badge>
          </span>
        ) : null}
      </div>
      <p className="mt-1 text-ink-2" lang={lang}>
        {promise}
      </p>
      <p className="mt-5">{price}</p>
      <p className="num min-h-5 text-sm text-ink-3">{note}</p>
      {conditions.map((condition) => (
        <p key={condition} className="num mt-1 text-sm text-accent-ink">
          {condition}
        </p>
      ))}
      {action ? <div className={opens ? "mt-5" : "mt-auto pt-5"}>{action}</div> : null}
      {opens ? <OpensList opens={opens} featured={featured} /> : null}
    </article>
  );
}

function OpensList({ opens, featured }: { opens: readonly string[]; featured?: boolean }) {
  return (
    <ul className="mt-6 space-y-2.5 border-t border-line pt-5">
      {opens.map((line) => (
        <li key={line} className="flex gap-2.5">
          <Check
            className={`mt-0.5 size-4 flex-none ${featured ? "text-accent-ink" : "text-ink-3"}`}
            aria-hidden="true"
          />
          <span className="min-w-0">{line}</span>
        </li>
      ))}
    </ul>
  );
}
