import { type Period, runsAt } from "./membership";

/** A paid period with its value per month in minor units of `currency`, fractions kept (a year's price / 12). */
export interface PayingPeriod extends Period {
  monthlyAmount: number;
  currency: string;
  productId: string | null;
  interval: string | null;
}

/**
 * MRR(t) = Σ monthly amounts of the paid periods that run at t, per currency, in minor units. One-offs never had a
 * period; a cancelled plan counts until its access ends; past due counts within grace.
 */
export function mrrAt(periods: Iterable<PayingPeriod>, t: Date): Map<string, number> {
  const totals = new Map<string, number>();
  for (const period of periods) {
    if (runsAt(period, t)) add(totals, period.currency, period.monthlyAmount);
  }
  return totals;
}

function add<Key>(totals: Map<Key, number>, key: Key, amount: number): void {
  totals.set(key, (totals.get(key) ?? 0) + amount);
}

/** What runs at one instant, by what it is paid for. `amount` per month in minor units, fractions kept. */
export interface PlanMrr {
  currency: string;
  productId: string;
  interval: string;
  amount: number;
  /** Paid periods that run; two of one person count twice. */
  subscriptions: number;
}

/** What changed MRR between two instants in one currency; losses are negative. */
export interface MovementSum {
  currency: string;
  kind: MovementKind;
  amount: number;
  /** People it happened to, or happenings where those are counted. */
  count: number;
}

export type MovementKind = "new" | "reactivation" | "expansion" | "contraction" | "churn";

/** How MRR went from one end to the other. Losses are negative; start + all movements = end, always. */
export interface Movements {
  start: number;
  newAmount: number;
  reactivation: number;
  expansion: number;
  contraction: number;
  churn: number;
  end: number;
}

/**
 * Movements between two instants in one currency, judged per member by MRR at both ends: from nothing is new, or a
 * reactivation for whose MRR had been above 0 before and had come to an end; to nothing is churn; more is expansion,
 * less contraction. A plan for nothing (a coupon for everything) is no payment: what it is charged for later is new.
 */
export function movements(periods: readonly PayingPeriod[], currency: string, from: Date, to: Date): Movements {
  const own = periods.filter((p) => p.currency === currency);
  const before = amountByMember(own, from);
  const after = amountByMember(own, to);
  const paidBefore = new Set(own.filter((p) => p.monthlyAmount > 0 && p.startsAt <= from).map((p) => p.memberId));
  const result: Movements = { start: 0, newAmount: 0, reactivation: 0, expansion: 0, contraction: 0, churn: 0, end: 0 };
  for (const memberId of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(memberId) ?? 0;
    const is = after.get(memberId) ?? 0;
    result.start += was;
    result.end += is;
    if (was === 0) result[paidBefore.has(memberId) ? "reactivation" : "newAmount"] += is;
    else if (is === 0) result.churn -= was;
    else if (is > was) result.expansion += is - was;
    else result.contraction += is - was;
  }
  return result;
}

function amountByMember(periods: readonly PayingPeriod[], t: Date): Map<string, number> {
  const amounts = new Map<string, number>();
  for (const period of periods) if (runsAt(period, t)) add(amounts, period.memberId, period.monthlyAmount);
  return amounts;
}

/** NRR = (start + expansion + contraction + churn) / start; new and returning payers are left out. Null when start = 0. */
export function netRevenueRetention(m: Movements): number | null {
  return m.start === 0 ? null : (m.start + m.expansion + m.contraction + m.churn) / m.start;
}

/** GRR = (start + contraction + churn) / start. Null when start = 0. */
export function grossRevenueRetention(m: Movements): number | null {
  return m.start === 0 ? null : (m.start + m.contraction + m.churn) / m.start;
}

/** Gross MRR churn = (churn + contraction) / start, as a loss above zero. Null when start = 0. */
export function grossMrrChurn(m: Movements): number | null {
  return m.start === 0 ? null : -(m.churn + m.contraction) / m.start;
}

/** Net MRR churn = (churn + contraction − expansion − reactivation) / start; below zero when more came than went. */
export function netMrrChurn(m: Movements): number | null {
  return m.start === 0 ? null : -(m.churn + m.contraction + m.expansion + m.reactivation) / m.start;
}

/**
 * Quick ratio = (new + expansion) / (contraction + churn); `returns` adds reactivation above. Null when nothing was
 * lost: it is not infinite, there is nothing to compare with.
 */
export function quickRatio(m: Movements, returns = false): number | null {
  const lost = -(m.contraction + m.churn);
  return lost === 0 ? null : (m.newAmount + m.expansion + (returns ? m.reactivation : 0)) / lost;
}

/** MRR at one instant by product and interval, largest first. */
export interface PlanShare {
  productId: string | null;
  interval: string | null;
  currency: string;
  amount: number;
  members: number;
}

/** MRR(t) split by plan and interval. The amounts of a currency sum to {@link mrrAt}. */
export function mrrByPlan(periods: Iterable<PayingPeriod>, t: Date): PlanShare[] {
  const plans = new Map<string, { share: PlanShare; members: Set<string> }>();
  for (const period of periods) {
    if (!runsAt(period, t)) continue;
    const { productId, interval, currency } = period;
    const key = JSON.stringify([productId, interval, currency]);
    const plan = plans.get(key) ?? {
      share: { productId, interval, currency, amount: 0, members: 0 },
      members: new Set<string>(),
    };
    plan.share.amount += period.monthlyAmount;
    plan.members.add(period.memberId);
    plans.set(key, plan);
  }
  return [...plans.values()]
    .map(({ share, members }) => ({ ...share, members: members.size }))
    .sort((a, b) => b.amount - a.amount);
}

/** Money of one day; refunds carry a negative amount. */
export interface MoneyDay {
  day: string;
  currency: string;
  kind: string;
  productKind: string;
  amount: number;
  count: number;
}

export interface MonthRevenue {
  month: string;
  charges: number;
  /** Zero or negative. */
  refunds: number;
  /** charges + refunds: what arrived. */
  net: number;
}

/** Revenue by calendar month in one currency = charges − refunds, for each of `months`, in minor units. */
export function revenueByMonth(
  money: readonly MoneyDay[],
  currency: string,
  months: readonly string[],
): MonthRevenue[] {
  const rows = new Map(months.map((month) => [month, { month, charges: 0, refunds: 0, net: 0 }]));
  for (const { day, currency: of, kind, amount } of money) {
    const row = rows.get(day.slice(0, 7));
    if (!row || of !== currency) continue;
    row[kind === "refund" ? "refunds" : "charges"] += amount;
    row.net += amount;
  }
  return [...rows.values()];
}

/** The sums of one currency around what MRR was at the start. */
export function movementsOf(sums: readonly MovementSum[], currency: string, start: number): Movements {
  const of = (kind: MovementKind) => sums.find((row) => row.currency === currency && row.kind === kind)?.amount ?? 0;
  const parts = {
    newAmount: of("new"),
    reactivation: of("reactivation"),
    expansion: of("expansion"),
    contraction: of("contraction"),
    churn: of("churn"),
  };
  return { start, ...parts, end: start + Object.values(parts).reduce((sum, part) => sum + part, 0) };
}
