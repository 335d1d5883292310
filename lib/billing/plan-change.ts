import { type Interval, monthlyAmount } from "./billing-period";

/** A recurring price, as far as a change between two of them asks. */
export interface RecurringPrice {
  id: string;
  amount: number;
  interval: Interval;
}

/**
 * How a running subscription moves to another price. `now`: it is worth more a month, or is paid for a year instead of
 * month by month; the difference is charged at once. `period-end`: it is worth less, or goes back to months; what is
 * paid stays until its end. `none`: it is the price they pay.
 */
export function planChange(from: RecurringPrice, to: RecurringPrice): "now" | "period-end" | "none" {
  if (from.id === to.id) return "none";
  if (from.interval !== to.interval) return to.interval === "year" ? "now" : "period-end";
  return monthlyAmount(to.amount, to.interval) >= monthlyAmount(from.amount, from.interval) ? "now" : "period-end";
}
