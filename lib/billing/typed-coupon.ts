import { Temporal } from "temporal-polyfill";
import { Refusal } from "@/lib/platform/errors";
import { parseAmount } from "@/lib/platform/money";
import type { CouponTerms } from "./coupon";
import { endOfDay } from "./last-day";

interface TypedCoupon {
  code: string;
  form: "percent" | "amount";
  value: string;
  duration: CouponTerms["duration"];
  months: number | null;
  from: string;
  until: string;
  maxTotal: number | null;
  maxPerPerson: number | null;
}

/** What was typed of a coupon, as its terms: days are those of the community's zone, the last one included. */
export function typedCoupon(typed: TypedCoupon, { currency, zone }: { currency: string; zone: string }) {
  const { duration, maxTotal, maxPerPerson } = typed;
  if (duration === "months" && typed.months === null) throw new Refusal("bad-count", { field: "months" });
  const startsAt = typed.from === "" ? null : startOfDay(typed.from, zone);
  const endsAt = typed.until === "" ? null : typedEnd(typed.until, zone, "until");
  if (startsAt && endsAt && endsAt <= startsAt) throw new Refusal("past-date", { field: "until" });
  return {
    code: typed.code,
    ...(typed.form === "percent" ? percentOff(typed.value) : amountOff(typed.value, currency)),
    duration,
    months: duration === "months" ? typed.months : null,
    startsAt,
    endsAt,
    maxTotal,
    maxPerPerson,
  };
}

/** The exclusive end of a typed last day. */
export function typedEnd(day: string, zone: string, field: string): Date {
  const end = endOfDay(day, zone);
  if (!end) throw new Refusal("bad-date", { field });
  return end;
}

function startOfDay(day: string, zone: string): Date {
  if (!endOfDay(day, zone)) throw new Refusal("bad-date", { field: "from" });
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
}

/** "20", "12.5", "20 %": at most two places, above nothing and at most everything. */
function percentOff(value: string) {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?\s*%?$/.exec(value.normalize("NFKC").trim());
  const percentBp = match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : 0;
  if (percentBp < 1 || percentBp > 10_000) throw new Refusal("coupon-percent-bad", { field: "value" });
  return { percentBp, amountOff: null, currency: null };
}

function amountOff(value: string, currency: string) {
  const amount = parseAmount(value, currency);
  if (amount === null) throw new Refusal("bad-price", { field: "value" });
  return { percentBp: null, amountOff: amount, currency };
}
