import type { ProjectedPeriod, Scope } from "./periods";
import type { ProjectedSpan } from "./spans";

/**
 * All that members and money are counted by, of some hundred people in one pack: their spans, what they paid for and
 * when, and when they were first charged. A pack is columns of numbers, as processors like them: a question about a
 * hundred thousand people is one walk over a few megabytes, whoever of them is asked about (`People`). People are running
 * numbers, ascending; the rows of one person lie together, spans by scope and start, periods by start and source.
 */

/** Some hundred people in a row, by their numbers. */
export const peoplePerPack = 512;

export const packOf = (number: number): number => Math.floor(number / peoplePerPack);

/** What a pack is made of; rows in any order. */
export interface HistoryRows {
  spans: (Omit<ProjectedSpan, "memberId"> & { number: number })[];
  /** Paid periods; memberships are spans. */
  periods: (Omit<ProjectedPeriod, "memberId" | "scope"> & { number: number })[];
  /** When each was first charged more than nothing in a currency. */
  charges: { number: number; currency: string; at: Date }[];
}

export const scopes = ["member", "paying"] as const satisfies Scope[];

/** Instants are milliseconds, Infinity while it runs; texts are places in {@link History.texts}; months and weeks are unit numbers. */
export interface SpanColumns {
  startsAt: Float64Array;
  endsAt: Float64Array;
  number: Uint32Array;
  /** A place in {@link scopes}. */
  scope: Uint16Array;
  ordinal: Uint16Array;
  endReason: Uint16Array;
  cohortMonth: Uint16Array;
  cohortWeek: Uint16Array;
  fromMonth: Uint16Array;
  /** {@link stillRuns} while it does. */
  toMonth: Uint16Array;
  fromWeek: Uint16Array;
  toWeek: Uint16Array;
  productId: Uint16Array;
  interval: Uint16Array;
}

export interface PeriodColumns {
  startsAt: Float64Array;
  endsAt: Float64Array;
  /** Minor units by the month; NaN for none. */
  monthlyAmount: Float64Array;
  discountMonthly: Float64Array;
  /** Infinity when there is no discount for a time. */
  discountEndsAt: Float64Array;
  number: Uint32Array;
  /** Which of a person's subscriptions, in the order in which they began. */
  source: Uint16Array;
  currency: Uint16Array;
  productId: Uint16Array;
  interval: Uint16Array;
  endReason: Uint16Array;
}

export interface ChargeColumns {
  at: Float64Array;
  number: Uint32Array;
  currency: Uint16Array;
}

/** One pack, opened. */
export interface History {
  texts: readonly (string | null)[];
  spans: SpanColumns;
  periods: PeriodColumns;
  charges: ChargeColumns;
}

/** In place of the month or week in which a running span will end. */
export const stillRuns = 65_535;

/** The columns in the order in which they lie. */
const layout = {
  spans: {
    startsAt: Float64Array,
    endsAt: Float64Array,
    number: Uint32Array,
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
    monthlyAmount: Float64Array,
    discountMonthly: Float64Array,
    discountEndsAt: Float64Array,
    number: Uint32Array,
    source: Uint16Array,
    currency: Uint16Array,
    productId: Uint16Array,
    interval: Uint16Array,
    endReason: Uint16Array,
  },
  charges: { at: Float64Array, number: Uint32Array, currency: Uint16Array },
} as const;

type Part = keyof typeof layout;
const parts = Object.keys(layout) as Part[];

interface Head {
  texts: (string | null)[];
  rows: Record<Part, number>;
}

/** Packs what is known of some people. The same rows make the same bytes. */
export function packHistory({ spans, periods, charges }: HistoryRows): Buffer {
  const texts = new Texts();
  const sortedPeriods = periods.toSorted(
    (a, b) => a.number - b.number || +a.startsAt - +b.startsAt || compareTexts(a.sourceId, b.sourceId),
  );
  const sources = sourcesOf(sortedPeriods);
  const rows: Record<Part, Record<string, number>[]> = {
    spans: spans
      .toSorted((a, b) => a.number - b.number || compareTexts(a.scope, b.scope) || +a.startsAt - +b.startsAt)
      .map((span) => ({
        ...span,
        startsAt: +span.startsAt,
        endsAt: timeOf(span.endsAt),
        scope: scopes.indexOf(span.scope),
        endReason: texts.placeOf(span.endReason),
        toMonth: span.toMonth ?? stillRuns,
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
  const head: Head = {
    texts: texts.all,
    rows: { spans: rows.spans.length, periods: rows.periods.length, charges: rows.charges.length },
  };
  const text = Buffer.from(JSON.stringify(head));
  const start = roundUp(headLengthBytes + text.length);
  const bytes = new ArrayBuffer(start + sizeOf(head));
  new Uint32Array(bytes, 0, 1)[0] = text.length;
  new Uint8Array(bytes).set(text, headLengthBytes);
  const columns = columnsOf(bytes, start, head);
  for (const part of parts) {
    for (const [i, row] of rows[part].entries()) {
      for (const [name, column] of Object.entries(columns[part])) column[i] = row[name]!;
    }
  }
  return Buffer.from(bytes);
}

/** Opens a pack. */
export function openHistory(packed: Uint8Array): History {
  // A copy: columns begin where their kind may, and a driver's buffer may begin anywhere. (A Buffer's slice copies nothing.)
  const bytes = new Uint8Array(packed).buffer;
  const [length] = new Uint32Array(bytes, 0, 1);
  const head = JSON.parse(Buffer.from(bytes, headLengthBytes, length).toString()) as Head;
  return { texts: head.texts, ...columnsOf(bytes, roundUp(headLengthBytes + length!), head) };
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

/** Texts that are named by their place. The first one is none. */
class Texts {
  readonly all: (string | null)[] = [null];
  readonly #places = new Map<string | null, number>([[null, 0]]);

  placeOf(text: string | null): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    const place = this.all.push(text) - 1;
    if (place > stillRuns) throw new Error("A pack of histories knows no more than 65,535 texts.");
    this.#places.set(text, place);
    return place;
  }
}

/** A row of a pack with its texts and instants: for comparing, not for counting. */
export type HistoryRow = Record<string, string | number | null>;

/** What an opened pack holds, row by row. Instants are milliseconds; what is not known or still runs is null. */
export function rowsOfHistory({ texts, ...columns }: History): Record<Part, HistoryRow[]> {
  const readable = (name: string, value: number) => {
    if (name === "scope") return scopes[value]!;
    if (textNames.has(name)) return texts[value]!;
    const isOpen = !Number.isFinite(value) || ((name === "toMonth" || name === "toWeek") && value === stillRuns);
    return isOpen ? null : value;
  };
  const rows = parts.map((part) => {
    const own = Object.entries(columns[part]) as [string, Float64Array][];
    const count = columns[part].number.length;
    const row = (i: number) => Object.fromEntries(own.map(([name, column]) => [name, readable(name, column[i]!)]));
    return [part, Array.from({ length: count }, (_, i) => row(i))];
  });
  return Object.fromEntries(rows);
}

/** The columns that hold places of texts. */
export const textColumns = {
  spans: ["endReason", "productId", "interval"],
  periods: ["currency", "productId", "interval", "endReason"],
  charges: ["currency"],
} as const;

const textNames = new Set<string>(Object.values(textColumns).flat());

const headLengthBytes = 4;
/** Columns begin at every eighth byte. */
const roundUp = (bytes: number) => Math.ceil(bytes / 8) * 8;

const kindsOf = (part: Part) => Object.entries(layout[part]) as [string, typeof Float64Array][];

const sizeOf = ({ rows }: Head): number =>
  parts
    .flatMap((part) => kindsOf(part).map(([, kind]) => roundUp(rows[part] * kind.BYTES_PER_ELEMENT)))
    .reduce((sum, size) => sum + size, 0);

/**
 * A pack is the length of its head, the head as JSON, and from `start` on the columns one after the other. Numbers lie as
 * this processor has them, lowest byte first: every processor that Node runs on does.
 */
function columnsOf(bytes: ArrayBuffer, start: number, { rows }: Head): Omit<History, "texts"> {
  let at = start;
  const opened = parts.map((part) => {
    const columns = kindsOf(part).map(([name, Kind]) => {
      const column = new Kind(bytes, at, rows[part]);
      at += roundUp(column.byteLength);
      return [name, column];
    });
    return [part, Object.fromEntries(columns)];
  });
  return Object.fromEntries(opened);
}
