import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** neutral: type · line: role · accent: open · brass: paid · success: accepted · warning, danger: needs a look. */
export type BadgeTone = "neutral" | "line" | "accent" | "brass" | "success" | "warning" | "danger";

/** A word in a box, at most two per row. An icon may stand before the text. */
export function Badge({
  tone = "neutral",
  children,
  className,
}: {
  tone?: BadgeTone;
  children: ReactNode;
  className?: string;
}) {
  return <span className={classNames("badge", tone !== "neutral" && `badge-${tone}`, className)}>{children}</span>;
}
