import { classNames } from "./class-names";

export interface MoneyProps {
  /** The amount as lib/platform/money formats it: "¥39". */
  text: string;
  /** "/ month": a price never stands without its period. */
  per?: string;
  /** `price` is the large figure of a price card. */
  size?: "text" | "price";
}

/** An amount, with its period. */
export function Money({ text, per, size = "text" }: MoneyProps) {
  const large = size === "price";
  return (
    <span className={classNames("num whitespace-nowrap", large && "inline-flex items-baseline gap-1.5")}>
      <span className={large ? "text-4xl font-semibold" : undefined}>{text}</span>
      {per ? <span className={classNames("text-ink-3", large ? "text-base" : "ml-1")}>{per}</span> : null}
    </span>
  );
}
