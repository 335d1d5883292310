import type { Words } from "@/lib/i18n/words";
import { dayOf } from "@/lib/platform/calendar";
import { type Channel, channels } from "@/lib/sightings/types";
import { day, money, text } from "./cells";
import { personSteps } from "./funnel";
import type { FigureRow, FigureRows } from "./rows";
import { parseSourceKey, revenueDays } from "./sources";
import { sourceName } from "./sources-tables";

/** A person of the funnel, as the rows show them. Instants in milliseconds. */
export interface JourneyFacts {
  userId: string;
  channel: string;
  source: string;
  campaign: string;
  seenAt: number;
  joinedAt: number | null;
  wroteAt: number | null;
  paidAt: number | null;
  revenue: number;
  person: FigureRow["person"];
}

export function journeyColumns({ t }: Words): FigureRows["columns"] {
  const plain = (["channel", "source", "campaign", "seen", "joinedOn", "wroteOn", "paidOn"] as const).map((name) => ({
    label: t(`sightings.column.${name}`),
    numeric: false,
  }));
  return [...plain, { label: t("sightings.column.revenue", { days: revenueDays }), numeric: true }];
}

/** Days only: at which minute somebody looked in is nobody's business. */
export function journeyRow(
  row: JourneyFacts,
  words: Words,
  { zone, currency }: { zone: string; currency: string },
): FigureRow {
  const on = (at: number | null) => (at === null ? text(null) : day(dayOf(new Date(at), zone)));
  return {
    key: journeyCursor(row),
    person: row.person,
    cells: [
      text(words.t(`sightings.channel.${channels.find((known) => known === row.channel) ?? "direct"}`)),
      text(sourceName(row.source, words)),
      text(row.campaign || null),
      on(row.seenAt),
      on(row.joinedAt),
      on(row.wroteAt),
      on(row.paidAt),
      money(row.revenue, currency),
    ],
  };
}

/** The cursor of the page that follows this row. */
export function journeyCursor({ seenAt, userId }: { seenAt: number; userId: string }): string {
  return `${seenAt}.${userId}`;
}

export function parseJourneyCursor(after: string | undefined): { seenAt: number; userId: string } | null {
  const found = /^(\d{1,15})\.([0-9a-f-]{1,64})$/.exec(after ?? "");
  return found ? { seenAt: Number(found[1]), userId: found[2]! } : null;
}

/** Which rows an address asks for: a step, and perhaps a channel or one source of it; null when there is no such figure. */
export function journeyFigure({ figure, at }: { figure?: string; at?: string }) {
  const step = personSteps.find((known) => known === figure);
  if (!step) return null;
  const channel = channels.find((known) => known === at) ?? null;
  const source = parseSourceKey(at);
  if (at && !channel && !source) return null;
  return { step, channel: (source?.channel ?? channel) as Channel | null, source: source?.source ?? null };
}
