/**
 * The raw exports as text, read by code of its own: nothing here may import what it is to check. Instants become epoch
 * milliseconds, money minor units, and a price its value by the month.
 */

/** A stretch of membership or of paying, half-open; `end` is infinity while it runs. */
export interface Stretch {
  member: string;
  start: number;
  end: number;
}

export interface PaidStretch extends Stretch {
  plan: string;
  currency: string;
  interval: string;
  /** By the month, minor units. */
  monthly: number;
  /** What a discount for a time takes off, by the month, until `discountEnd`. */
  discount: number;
  discountEnd: number;
}

export interface Money {
  member: string;
  at: number;
  /** Minor units; what goes back is negative. */
  amount: number;
  currency: string;
  kind: string;
  product: string;
}

export interface Happening {
  member: string;
  at: number;
  type: string;
}

export interface World {
  memberships: Stretch[];
  paid: PaidStretch[];
  payments: Money[];
  events: Happening[];
}

/** Fields of a CSV text by its head: quotes double inside of quotes, a mark of byte order may stand first. */
export function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  const source = text.replace(/^\uFEFF/, "");
  for (let i = 0; i < source.length; i++) {
    const sign = source[i]!;
    if (quoted) {
      if (sign !== '"') field += sign;
      else if (source[i + 1] === '"') {
        field += '"';
        i += 1;
      } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ",") {
      row.push(field);
      field = "";
    } else if (sign === "\n") {
      rows.push([...row, field]);
      row = [];
      field = "";
    } else if (sign !== "\r") field += sign;
  }
  if (field !== "" || row.length > 0) rows.push([...row, field]);
  const [head = [], ...body] = rows;
  return body.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ""])));
}

const instant = (text: string) => Date.parse(text);
const minorUnits = (text: string, currency: string) => Number(text) * (currency === "JPY" ? 1 : 100);

/** A price over how many months it pays for: a year has 12, a week 12/52, a day 12/365. */
function byTheMonth(amount: number, interval: string, count: number): number {
  const months = { month: 1, year: 12, week: 12 / 52, day: 12 / 365 }[interval];
  if (months === undefined) throw new Error(`no interval is called ${interval}`);
  return amount / (months * count);
}

export function readExports(files: { periods: string; payments: string; events: string }): World {
  const periods = parseCsv(files.periods);
  const stretch = (row: Record<string, string>): Stretch => ({
    member: row.member!,
    start: instant(row.start!),
    end: row.end ? instant(row.end) : Number.POSITIVE_INFINITY,
  });
  return {
    memberships: periods.filter((row) => row.scope === "member").map(stretch),
    paid: periods
      .filter((row) => row.scope === "paying")
      .map((row) => {
        const { currency = "", interval = "" } = row;
        const monthly = (text: string) => byTheMonth(minorUnits(text, currency), interval, Number(row.intervalCount));
        return {
          ...stretch(row),
          plan: row.plan!,
          currency,
          interval,
          monthly: monthly(row.amount!),
          discount: row.discount ? monthly(row.discount) : 0,
          discountEnd: row.discountEnd ? instant(row.discountEnd) : Number.NEGATIVE_INFINITY,
        };
      }),
    payments: parseCsv(files.payments).map((row) => ({
      member: row.member!,
      at: instant(row.at!),
      // Money that moved is a whole number of the smallest coin; only values by the month have fractions.
      amount: Math.round(minorUnits(row.amount!, row.currency!)),
      currency: row.currency!,
      kind: row.kind!,
      product: row.product!,
    })),
    events: parseCsv(files.events).map((row) => ({ member: row.member!, at: instant(row.at!), type: row.type! })),
  };
}
