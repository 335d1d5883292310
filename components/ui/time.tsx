import { exactTime, relativeTime, shortDate } from "./relative-time";

export interface TimeProps {
  at: Date;
  /** The story's present. */
  now: Date;
  locale: string;
  /** The community's time zone. */
  zone: string;
  /** Words for the first minute; the browser's "now" without them. */
  justNow?: string;
  /** `relative` (default) turns into a date after seven days; `exact` carries hours and zone. */
  show?: "relative" | "date" | "exact";
  className?: string;
}

/** A moment for people and for machines; the exact time is its tooltip. */
export function Time({ at, now, locale, zone, justNow, show = "relative", className }: TimeProps) {
  const exact = exactTime(at, locale, zone);
  const text = {
    relative: () => relativeTime(at, now, locale, zone, justNow),
    date: () => shortDate(at, now, locale, zone),
    exact: () => exact,
  }[show]();
  return (
    <time dateTime={at.toISOString()} title={exact} className={className}>
      {text}
    </time>
  );
}
