import type { Words } from "@/lib/i18n/words";
import { type Cell, type ChartTable, count, money, month, share, text, times } from "./cells";
import { type DefinitionFigures, figuresBy } from "./definition-figures";
import type { RevenueReport } from "./revenue-report";
import { definitions } from "./schema";

/** The charts of the revenue page that have a table and a CSV file. */
export const revenueCharts = ["figures", "definitions", "mrr", "bridge", "net", "others", "plans", "passes"] as const;
export type RevenueChart = (typeof revenueCharts)[number];

type ColumnName = keyof typeof import("@/lib/i18n/messages/en/revenue").default.column;

const columnsOf = (words: Words, texts: ColumnName[], numbers: ColumnName[]): ChartTable["columns"] => [
  ...texts.map((name) => ({ label: words.t(`revenue.column.${name}`), numeric: false })),
  ...numbers.map((name) => ({ label: words.t(`revenue.column.${name}`), numeric: true })),
];

/** The tables of the revenue page by chart, with their words in one language. */
export function revenueTables(report: RevenueReport, words: Words): Record<RevenueChart, ChartTable> {
  return {
    figures: figuresTable(report, words),
    definitions: definitionsTable(report, words),
    mrr: monthsTable(report, words),
    bridge: bridgeTable(report, words),
    net: netTable(words, report.netMonths.slice(0, 1)),
    others: netTable(words, report.netMonths.slice(1)),
    plans: plansTable(report, words),
    passes: passesTable(report, words),
  };
}

function figuresTable(report: RevenueReport, words: Words): ChartTable {
  const { facts, movements, net } = report;
  const { currency, definition } = facts;
  const own = figuresBy("guildhall", definition);
  const { t } = words;
  const row = (name: string, value: Cell, before: Cell = text(null)): Cell[] => [text(name), value, before];
  return {
    columns: columnsOf(words, ["figure"], ["value", "before"]),
    rows: [
      row(t("revenue.tile.mrr"), money(definition.mrr, currency), money(movements.start, currency)),
      ...facts.mrr
        .filter((one) => one.currency !== currency)
        .map((one) =>
          row(`${t("revenue.tile.mrr")} ${one.currency}`, money(one.to, one.currency), money(one.from, one.currency)),
        ),
      row(t("revenue.column.people"), count(definition.to), count(definition.from)),
      row(t("revenue.tile.netRetention"), share(report.netRetention)),
      row(t("revenue.tile.grossRetention"), share(report.grossRetention)),
      row(t("revenue.tile.churn"), share(own.churn)),
      row(t("revenue.definitions.grossMrrChurn"), share(own.grossMrrChurn)),
      row(t("revenue.definitions.netMrrChurn"), share(own.netMrrChurn)),
      row(t("revenue.tile.quickRatio"), quickRatioCell(own, words)),
      ...net.map((one) => row(`${t("revenue.tile.net")} ${one.currency}`, money(one.net, one.currency))),
      row(t("revenue.tile.perMember"), money(own.perMember, currency)),
      row(t("revenue.tile.lifetime"), money(own.lifetimeValue, currency)),
      row(t("revenue.tile.observed"), money(report.observedPerMember, currency)),
    ],
  };
}

/** A quick ratio; "no losses" where nothing was lost: that is neither 0 nor infinite. */
function quickRatioCell({ quickRatio, nothingLost }: DefinitionFigures, words: Words, value = quickRatio): Cell {
  return value === null && nothingLost ? text(words.t("revenue.tile.noLosses")) : times(value);
}

function definitionsTable({ facts }: RevenueReport, words: Words): ChartTable {
  const { currency } = facts;
  const { t } = words;
  const all = definitions.map((definition) => figuresBy(definition, facts.definition));
  const line = (name: string, cell: (figures: DefinitionFigures) => Cell): Cell[] => [text(name), ...all.map(cell)];
  return {
    columns: [
      { label: t("revenue.definitions.rule"), numeric: false },
      ...definitions.map((definition) => ({ label: t(`revenue.by.${definition}`), numeric: true })),
    ],
    rows: [
      line(t("revenue.definitions.mrr"), ({ mrr }) => money(mrr, currency)),
      line(t("revenue.definitions.churn"), ({ churn }) => share(churn)),
      line(t("revenue.definitions.monthlyChurn"), ({ monthlyChurn }) => share(monthlyChurn)),
      line(t("revenue.definitions.grossMrrChurn"), ({ grossMrrChurn }) => share(grossMrrChurn)),
      line(t("revenue.definitions.netMrrChurn"), ({ netMrrChurn }) => share(netMrrChurn)),
      line(t("revenue.definitions.quickRatio"), (figures) => quickRatioCell(figures, words)),
      line(t("revenue.definitions.quickRatioWithReturns"), (figures) =>
        quickRatioCell(figures, words, figures.quickRatioWithReturns),
      ),
      line(t("revenue.definitions.perMember"), ({ perMember }) => money(perMember, currency)),
      line(t("revenue.definitions.lifetime"), ({ lifetimeValue }) => money(lifetimeValue, currency)),
    ],
  };
}

/** The parts of a bridge in their order, as movements call them. */
export const bridgeParts = [
  { name: "start", of: "start" },
  { name: "new", of: "newAmount" },
  { name: "reactivation", of: "reactivation" },
  { name: "expansion", of: "expansion" },
  { name: "contraction", of: "contraction" },
  { name: "churn", of: "churn" },
  { name: "end", of: "end" },
] as const;

function monthsTable({ months, facts }: RevenueReport, words: Words): ChartTable {
  return {
    columns: [
      ...columnsOf(words, ["month", "currency"], []),
      ...bridgeParts.map(({ name }) => ({ label: words.t(`revenue.bridge.${name}`), numeric: true })),
    ],
    rows: months.map((row) => [
      month(row.month),
      text(facts.currency),
      ...bridgeParts.map(({ of }) => money(row[of], facts.currency)),
    ]),
  };
}

function bridgeTable({ movements, facts }: RevenueReport, words: Words): ChartTable {
  return {
    columns: columnsOf(words, ["movement", "currency"], ["amount"]),
    rows: bridgeParts.map(({ name, of }) => [
      text(words.t(`revenue.bridge.${name}`)),
      text(facts.currency),
      money(movements[of], facts.currency),
    ]),
  };
}

function netTable(words: Words, currencies: RevenueReport["netMonths"]): ChartTable {
  return {
    columns: columnsOf(words, ["month", "currency"], ["charges", "refunds", "net"]),
    rows: currencies.flatMap(({ currency, months }) =>
      months.map((row) => [
        month(row.month),
        text(currency),
        ...[row.charges, row.refunds, row.net].map((amount) => money(amount, currency)),
      ]),
    ),
  };
}

/** "monthly", "yearly". */
export function intervalText(interval: string, words: Words): string {
  return words.t(`revenue.plans.interval.${interval === "month" || interval === "year" ? interval : "other"}`);
}

function plansTable({ plans }: RevenueReport, words: Words): ChartTable {
  return {
    columns: columnsOf(words, ["plan", "interval", "currency"], ["mrr", "share", "subscriptions"]),
    rows: plans.map((plan) => [
      text(plan.name ?? words.t("revenue.plans.nameless")),
      text(intervalText(plan.interval, words)),
      text(plan.currency),
      money(plan.amount, plan.currency),
      share(plan.share),
      count(plan.subscriptions),
    ]),
  };
}

function passesTable(report: RevenueReport, words: Words): ChartTable {
  const { passes, productNames } = report.facts;
  const { t } = words;
  const line = (name: string, what: string | null, value: Cell): Cell[] => [text(name), text(what), value];
  if (!passes) return { columns: columnsOf(words, ["figure", "product"], ["value"]), rows: [] };
  const nameOf = (productId: string) => productNames.get(productId) ?? t("revenue.plans.nameless");
  return {
    columns: columnsOf(words, ["figure", "product"], ["value"]),
    rows: [
      ...passes.live.flatMap((row) => [
        line(t("revenue.passes.live"), nameOf(row.productId), count(row.live)),
        line(t("revenue.passes.runRate"), nameOf(row.productId), money(row.runRate, row.currency)),
      ]),
      ...report.passRevenue.map((row) =>
        line(t("revenue.passes.revenue"), row.currency, money(row.amount, row.currency)),
      ),
      line(
        t("revenue.passes.renewal"),
        passes.due === 0
          ? t("revenue.passes.notDue")
          : t("revenue.passes.renewalOf", { due: passes.due, renewed: passes.renewed }),
        share(report.passRenewal),
      ),
    ],
  };
}
