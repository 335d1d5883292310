import type { DefinitionFacts } from "./definition-figures";
import type { Range } from "./ranges";
import { grossRevenueRetention, type Movements, netRevenueRetention } from "./revenue";

/** What the queries found for one range, in the terms of the page. Money in minor units of its currency. */
export interface RevenueFacts {
  currency: string;
  range: Range;
  definition: DefinitionFacts;
  /** MRR at both ends in every currency there is. */
  mrr: { currency: string; from: number; to: number; discounts: number }[];
  months: MonthMovements[];
  /** Eleven points over the range; empty for a segment. */
  spark: number[];
  plans: { currency: string; productId: string; interval: string; amount: number; subscriptions: number }[];
  money: { currency: string; kind: "charge" | "refund"; productKind: string; amount: number; count: number }[];
  moneyMonths: { month: string; currency: string; kind: "charge" | "refund"; amount: number }[];
  /** Charges − refunds − disputes up to now, for whatever was sold, and how many people were ever charged more than 0. */
  toDate: { net: number; people: number };
  passes: PassFacts | null;
  pastDue: { currency: string; mrr: number; count: number }[];
  restated: Restated | null;
  productNames: ReadonlyMap<string, string>;
}

/** One calendar month of the chart; the last one runs up to the moment asked for. */
export interface MonthMovements extends Movements {
  month: string;
}

export interface PassFacts {
  live: { currency: string; productId: string; live: number; runRate: number }[];
  due: number;
  renewed: number;
}

/** Days whose MRR was corrected after they had been closed. */
export interface Restated {
  days: number;
  day: string;
  closed: number;
  now: number;
}

/** One currency's money by month: what arrived, what went back, what is left. */
export interface MoneyMonth {
  month: string;
  charges: number;
  refunds: number;
  net: number;
}

/** Everything the revenue page shows. */
export interface RevenueReport {
  facts: RevenueFacts;
  movements: Movements;
  /** The twelve months, from the first in which there was MRR. */
  months: MonthMovements[];
  netRetention: number | null;
  grossRetention: number | null;
  /** MRR in other currencies than the community's own. */
  others: { currency: string; amount: number }[];
  yearlyShare: number | null;
  plans: (RevenueFacts["plans"][number] & { name: string | null; share: number | null })[];
  /** Net revenue of the range by currency, the community's own first. */
  net: { currency: string; charges: number; refunds: number; net: number }[];
  /** …and by month, the community's own first. */
  netMonths: { currency: string; months: MoneyMonth[] }[];
  oneOffs: { currency: string; amount: number; count: number }[];
  passRevenue: { currency: string; amount: number; count: number }[];
  /** Net revenue to date per person who was ever charged more than 0; null when nobody was. */
  observedPerMember: number | null;
  pastDue: { mrr: number; count: number; share: number | null };
  passRenewal: number | null;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Computes what the page shows. Pure: the same facts give the same figures. */
export function computeRevenue(
  facts: RevenueFacts,
  months: readonly string[],
  oneOffKinds: readonly string[],
): RevenueReport {
  const { currency, definition, plans, money, passes } = facts;
  const { movements } = definition;
  const totals = new Map(facts.mrr.map((row) => [row.currency, row.to]));
  const own = totals.get(currency) ?? 0;
  const yearly = plans.filter((plan) => plan.currency === currency && plan.interval === "year");
  const late = facts.pastDue.find((row) => row.currency === currency);
  return {
    facts,
    movements,
    months: sinceFirst(facts.months, ({ start, end, newAmount, churn }) => start || end || newAmount || churn),
    netRetention: netRevenueRetention(movements),
    grossRetention: grossRevenueRetention(movements),
    others: [...totals].filter(([other]) => other !== currency).map(([other, amount]) => ({ currency: other, amount })),
    yearlyShare: share(
      yearly.reduce((sum, plan) => sum + plan.amount, 0),
      own,
    ),
    plans: plans.map((plan) => ({
      ...plan,
      name: facts.productNames.get(plan.productId) ?? null,
      share: share(plan.amount, totals.get(plan.currency) ?? 0),
    })),
    net: netByCurrency(money, currency),
    netMonths: netByMonth(facts, months),
    oneOffs: soldOnce(money, oneOffKinds),
    passRevenue: soldOnce(money, ["pass"]),
    observedPerMember: share(facts.toDate.net, facts.toDate.people),
    pastDue: { mrr: late?.mrr ?? 0, count: late?.count ?? 0, share: share(late?.mrr ?? 0, own) },
    passRenewal: passes ? share(passes.renewed, passes.due) : null,
  };
}

/** Rows from the first in which something is not 0; none when nothing ever is. */
function sinceFirst<Row>(rows: readonly Row[], isSomething: (row: Row) => number): Row[] {
  const first = rows.findIndex((row) => isSomething(row) !== 0);
  return first === -1 ? [] : rows.slice(first);
}

/** The community's own currency first, the others by name. */
function inOrder(currencies: Iterable<string>, own: string): string[] {
  const others = [...new Set(currencies)].filter((currency) => currency !== own).sort();
  return [own, ...others];
}

function netByCurrency(money: RevenueFacts["money"], own: string): RevenueReport["net"] {
  return inOrder(
    money.map((row) => row.currency),
    own,
  ).map((currency) => {
    const rows = money.filter((row) => row.currency === currency);
    const sum = (kind: "charge" | "refund") =>
      rows.filter((row) => row.kind === kind).reduce((total, row) => total + row.amount, 0);
    const [charges, refunds] = [sum("charge"), sum("refund")];
    return { currency, charges, refunds, net: charges + refunds };
  });
}

function netByMonth({ moneyMonths, currency: own }: RevenueFacts, months: readonly string[]) {
  return inOrder(
    moneyMonths.map((row) => row.currency),
    own,
  ).map((currency) => {
    const rows = new Map<string, MoneyMonth>(months.map((month) => [month, { month, charges: 0, refunds: 0, net: 0 }]));
    for (const { month, kind, amount, currency: of } of moneyMonths) {
      const row = rows.get(month);
      if (!row || of !== currency) continue;
      row[kind === "charge" ? "charges" : "refunds"] += amount;
      row.net += amount;
    }
    return { currency, months: sinceFirst([...rows.values()], ({ charges, refunds }) => charges || refunds) };
  });
}

/** What was sold once, refunds taken off; `count` is how often it was bought. */
function soldOnce(money: RevenueFacts["money"], kinds: readonly string[]): RevenueReport["oneOffs"] {
  const totals = new Map<string, { currency: string; amount: number; count: number }>();
  for (const { currency, kind, productKind, amount, count } of money) {
    if (!kinds.includes(productKind)) continue;
    const total = totals.get(currency) ?? { currency, amount: 0, count: 0 };
    total.amount += amount;
    if (kind === "charge") total.count += count;
    totals.set(currency, total);
  }
  return [...totals.values()];
}
