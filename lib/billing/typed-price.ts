import { Refusal } from "@/lib/platform/errors";
import { parseAmount } from "@/lib/platform/money";
import { endOfDay } from "./last-day";

/** What was typed for a plan, in minor units. At least one rhythm has a price, and each typed one is a price. */
export function typedPlanPrices(typed: { month: string; year: string }, currency: string) {
  const amountOf = (field: "month" | "year") => {
    const amount = typed[field] === "" ? null : parseAmount(typed[field], currency);
    if (amount === null && typed[field] !== "") throw new Refusal("bad-price", { field });
    return amount;
  };
  const amounts = { monthAmount: amountOf("month"), yearAmount: amountOf("year") };
  if (amounts.monthAmount === null && amounts.yearAmount === null) throw new Refusal("bad-price", { field: "month" });
  return amounts;
}

interface TypedTermPrice {
  price: string;
  term: "days" | "until" | "good";
  days: number | null;
  until: string;
}

/** What was typed for something paid once: its price, and either its days, its last day in the community's zone, or neither. */
export function typedTermPrice(typed: TypedTermPrice, { currency, zone }: { currency: string; zone: string }) {
  const amount = parseAmount(typed.price, currency);
  if (amount === null) throw new Refusal("bad-price", { field: "price" });
  const price = { currency, amount, termDays: null, termUntil: null };
  if (typed.term === "days") {
    if (typed.days === null) throw new Refusal("term-needed", { field: "days" });
    return { ...price, termDays: typed.days };
  }
  if (typed.term === "until") {
    const termUntil = endOfDay(typed.until, zone);
    if (!termUntil) throw new Refusal("bad-date", { field: "until" });
    return { ...price, termUntil };
  }
  return price;
}
