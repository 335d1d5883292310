import { type ColumnsOf, type PackSet, packColumns, Texts } from "./column-packs";
import type { ProjectedPeriod, Scope } from "./periods";
import type { ProjectedSpan } from "./spans";

/**
 * All that members and money by the month are counted by: people's spans, what they paid for and when, and when they were
 * first charged. The rows of one person lie together, spans by scope and start, periods by start and source.
 */

/** What a pack is made of; rows in any order. */
export interface HistoryRows {
  spans: (Omit<ProjectedSpan, "memberId"> & { number: number })[];
  /** Paid periods; memberships are spans. */
  periods: (Omit<ProjectedPeriod, "memberId" | "scope"> & { number: number })[];
  /** When each was first charged more than nothing in a currency. */
  charges: { number: number; currency: string; at: Date }[];
}

export const scopes = ["member", "paying"] as const satisfies Scope[];

/** In place of the month or week in which a running span will end. */
export const stillRuns = 65_535;

/** Instants are milliseconds, Infinity while it runs; months and weeks are unit numbers, {@link stillRuns} while it does. */
export const historyShape = {
  layout: {
    spans: {
      startsAt: Float64Array,
      endsAt: Float64Array,
      number: Uint32Array,
      /** A place in {@link scopes}. */
      scope: Uint16Array,
      ordinal: Uint16Array,
      endReason: Uint16Array,
      cohortMonth: Uint16Array,
      cohortWeek: Uint16Array,
      fromMonth: Uint16Array,
      toMonth: Uint16Array,
      fromWeek: Uint16Array,
      toWeek: Uint16Array,
      productId: Uint16Array,
      interval: Uint16Array,
    },
    periods: {
      startsAt: Float64Array,
      endsAt: Float64Array,
      /** Minor units by the month; NaN for none. */
      monthlyAmount: Float64Array,
      discountMonthly: Float64Array,
      /** Infinity when there is no discount for a time. */
      discountEndsAt: Float64Array,
      number: Uint32Array,
      /** Which of a person's subscriptions, in the order in which they began. */
      source: Uint16Array,
      currency: Uint16Array,
      productId: Uint16Array,
      interval: Uint16Array,
      endReason: Uint16Array,
    },
    charges: { at: Float64Array, number: Uint32Array, currency: Uint16Array },
  },
  texts: {
    spans: ["endReason", "productId", "interval"],
    periods: ["currency", "productId", "interval", "endReason"],
    charges: ["currency"],
  },
} as const;

type HistoryLayout = typeof historyShape.layout;

/** The histories of a community. */
export type Histories = PackSet<HistoryLayout>;
export type SpanColumns = ColumnsOf<HistoryLayout>["spans"];
export type PeriodColumns = ColumnsOf<HistoryLayout>["periods"];

/** Packs what is known of some people. The same rows make the same bytes. */
export function packHistory({ spans, periods, charges }: HistoryRows): Buffer {
  const texts = new Texts();
  const sortedPeriods = periods.toSorted(
    (a, b) => a.number - b.number || +a.startsAt - +b.startsAt || compareTexts(a.sourceId, b.sourceId),
  );
  const sources = sourcesOf(sortedPeriods);
  const rows = {
    spans: spans
      .toSorted((a, b) => a.number - b.number || compareTexts(a.scope, b.scope) || +a.startsAt - +b.startsAt)
      .map((span) => ({
        number: span.number,
        startsAt: +span.startsAt,
        endsAt: timeOf(span.endsAt),
        scope: scopes.indexOf(span.scope),
        ordinal: span.ordinal,
        endReason: texts.placeOf(span.endReason),
        cohortMonth: span.cohortMonth,
        cohortWeek: span.cohortWeek,
        fromMonth: span.fromMonth,
        toMonth: span.toMonth ?? stillRuns,
        fromWeek: span.fromWeek,
        toWeek: span.toWeek ?? stillRuns,
        productId: texts.placeOf(span.productId),
        interval: texts.placeOf(span.interval),
      })),
    periods: sortedPeriods.map((period, i) => ({
      number: period.number,
      startsAt: +period.startsAt,
      endsAt: timeOf(period.endsAt),
      monthlyAmount: period.monthlyAmount ?? Number.NaN,
      discountMonthly: period.discountMonthly ?? Number.NaN,
      discountEndsAt: timeOf(period.discountEndsAt),
      source: sources[i]!,
      currency: texts.placeOf(period.currency),
      productId: texts.placeOf(period.productId),
      interval: texts.placeOf(period.interval),
      endReason: texts.placeOf(period.endReason),
    })),
    charges: charges
      .toSorted((a, b) => a.number - b.number || compareTexts(a.currency, b.currency))
      .map(({ number, currency, at }) => ({ number, currency: texts.placeOf(currency), at: +at })),
  };
  return packColumns(historyShape.layout, rows, texts);
}

const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const timeOf = (at: Date | null) => at?.getTime() ?? Number.POSITIVE_INFINITY;

/** For each of the periods, which lie person by person, the how manieth of the person's subscriptions it belongs to. */
function sourcesOf(periods: HistoryRows["periods"]): number[] {
  let person = -1;
  let known = new Map<string, number>();
  return periods.map(({ number, sourceId }) => {
    if (number !== person) [person, known] = [number, new Map()];
    const place = known.get(sourceId) ?? known.size;
    known.set(sourceId, place);
    return place;
  });
}
