import { z } from "zod";
import { barsOf, type Stretch } from "./member-growth";
import type { Scope } from "./periods";
import type { Range } from "./ranges";
import type { RowCursor } from "./row-cursor";

/** Figures of the growth page whose rows can be opened: whose spans, and which of them. */
export const spanFigures = {
  members: { scope: "member", pick: "running" },
  paying: { scope: "paying", pick: "running" },
  joined: { scope: "member", pick: "begun" },
  returned: { scope: "member", pick: "returned" },
  left: { scope: "member", pick: "ended" },
  "paying-started": { scope: "paying", pick: "begun" },
  "paying-returned": { scope: "paying", pick: "returned" },
  "paying-ended": { scope: "paying", pick: "ended" },
} as const satisfies Record<string, { scope: Scope; pick: SpanPick }>;

export type SpanPick = "running" | "begun" | "returned" | "ended";
export type SpanFigure = keyof typeof spanFigures;

const Figure = z.enum(Object.keys(spanFigures) as [SpanFigure, ...SpanFigure[]]);

/** Which spans are asked for: those of `pick` between two instants, with one reason if it is named. */
export interface SpanQuestion {
  figure: SpanFigure;
  scope: Scope;
  pick: SpanPick;
  from: Date;
  to: Date;
  reason: string | null;
  /** The day or month of the range that was asked for; null for all of it. */
  bar: Stretch | null;
}

const reasonMark = "reason:";

/** The part of an address that names one reason among those who ended. */
export const atReason = (reason: string): string => `${reasonMark}${reason}`;

/**
 * What an address asks for: a figure, of a day or month of the range, or of one reason. Null when there is no such
 * figure or no such day: the page does not exist then.
 */
export function spanQuestion(figure: string | undefined, at: string | undefined, range: Range): SpanQuestion | null {
  const named = Figure.safeParse(figure);
  if (!named.success) return null;
  const { scope, pick } = spanFigures[named.data];
  const whole = { figure: named.data, scope, pick, from: range.from, to: range.to, reason: null, bar: null };
  if (at === undefined) return whole;
  if (at.startsWith(reasonMark)) return pick === "ended" ? { ...whole, reason: at.slice(reasonMark.length) } : null;
  const bar = barsOf(range).find(({ name }) => name === at);
  return bar ? { ...whole, from: bar.from, to: bar.to, bar } : null;
}

/** One stretch of membership or of paying, and whose it is. */
export interface SpanRow {
  memberId: string;
  person: { id: string; name: string; handle: string } | null;
  startsAt: Date;
  endsAt: Date | null;
  ordinal: number;
  endReason: string | null;
  /** What was paid for last by then, else what was bought first afterwards; null when nothing ever was. */
  plan: string | null;
  interval: string | null;
}

/** The cursor behind a row of a list of `pick`: the instant it is sorted by, and its member. */
export function cursorOf({ startsAt, endsAt, memberId }: SpanRow, pick: SpanPick): RowCursor {
  return { number: (pick === "ended" ? endsAt! : startsAt).getTime(), id: memberId };
}
