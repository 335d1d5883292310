import { type PackSet, packColumns, Texts } from "./column-packs";
import type { People } from "./day-pack";
import { positionOf } from "./instants";
import { isAmong } from "./people-packs";

/** Money that moved within one stretch, by currency, kind and what was sold. What went back is negative. */
export interface MoneySum {
  currency: string;
  /** `charge`, or `refund` for everything that takes back or gives back again. */
  kind: "charge" | "refund";
  productKind: string;
  amount: number;
  count: number;
}

/** Money between two moments: bucket i lies in [moments[i − 1], moments[i]), bucket 0 before the first. */
export interface MoneyBetween extends MoneySum {
  bucket: number;
}

const kinds = ["charge", "refund"] as const satisfies MoneySum["kind"][];

/** One payment of a member, by their number. */
export interface PaymentRow {
  number: number;
  at: Date;
  kind: MoneySum["kind"];
  currency: string;
  productKind: string;
  amount: number;
}

/** The payments of people, each person's in the order of their time. */
export const moneyShape = {
  layout: {
    payments: {
      at: Float64Array,
      amount: Float64Array,
      number: Uint32Array,
      /** A place among charge and refund. */
      kind: Uint16Array,
      currency: Uint16Array,
      productKind: Uint16Array,
    },
  },
  texts: { payments: ["currency", "productKind"] },
} as const;

export type MoneyPacks = PackSet<typeof moneyShape.layout>;

/** Packs payments, given in any order. The same payments make the same bytes. */
export function packPayments(payments: readonly PaymentRow[]): Buffer {
  const texts = new Texts();
  const keyOf = ({ kind, currency, productKind }: PaymentRow) => `${kind} ${currency} ${productKind}`;
  const sorted = payments.toSorted(
    (a, b) =>
      a.number - b.number ||
      +a.at - +b.at ||
      a.amount - b.amount ||
      (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0),
  );
  const rows = sorted.map(({ number, at, amount, kind, currency, productKind }) => ({
    number,
    at: +at,
    amount,
    kind: kinds.indexOf(kind),
    currency: texts.placeOf(currency),
    productKind: texts.placeOf(productKind),
  }));
  return packColumns(moneyShape.layout, { payments: rows }, texts);
}

/** Money of some people (null: everybody) between moments, up to the last one. */
export function sumMoney(money: MoneyPacks, moments: readonly Date[], people: People | null): MoneyBetween[] {
  const times = moments.map((moment) => moment.getTime());
  const sums = new Map<number, MoneyBetween>();
  const { texts } = money;
  for (const { payments } of money.packs()) {
    const { at, amount, number, kind, currency, productKind } = payments;
    for (let i = 0; i < number.length; i++) {
      if (!isAmong(people, number[i]!)) continue;
      // Instants are whole milliseconds: before a moment is up to the millisecond before it.
      const bucket = positionOf(times, at[i]! + 1);
      if (bucket === times.length) continue;
      const key = ((bucket * texts.length + currency[i]!) * texts.length + productKind[i]!) * kinds.length + kind[i]!;
      let sum = sums.get(key);
      if (!sum) {
        sum = {
          bucket,
          currency: texts[currency[i]!] ?? "",
          kind: kinds[kind[i]!]!,
          productKind: texts[productKind[i]!] ?? "",
          amount: 0,
          count: 0,
        };
        sums.set(key, sum);
      }
      sum.amount += amount[i]!;
      sum.count += 1;
    }
  }
  return [...sums.values()];
}
