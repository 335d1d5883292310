import type { Words } from "@/lib/i18n/words";
import { type Cell, type ChartTable, change, count, day, decimal, money, month, share, text, times } from "./cells";
import { cohortTable } from "./retention-tables";
import { intervalName } from "./row-words";
import type { Chart } from "./schema";
import type { Growth } from "./types";

/** The table of a chart, with its words in one language. */
export function tableOf(chart: Chart, growth: Growth, words: Words): ChartTable {
  return builders[chart](growth, words);
}

type ColumnName = keyof typeof import("@/lib/i18n/messages/en/analytics").default.column;

const columnsOf = (words: Words, texts: ColumnName[], numbers: ColumnName[]): ChartTable["columns"] => [
  ...texts.map((name) => ({ label: words.t(`analytics.column.${name}`), numeric: false })),
  ...numbers.map((name) => ({ label: words.t(`analytics.column.${name}`), numeric: true })),
];

const builders: Record<Chart, (growth: Growth, words: Words) => ChartTable> = {
  summary: summaryTable,
  interactions: ({ days }, words) => ({
    columns: columnsOf(words, ["day"], ["interactions", "mean", "people"]),
    rows: days.map((row) => [day(row.day), count(row.interactions), decimal(row.mean), count(row.people)]),
  }),
  composition: ({ composition }, words) => ({
    columns: columnsOf(words, ["kind"], ["interactions", "share"]),
    rows: composition.map((row) => [text(words.t(`analytics.kind.${row.kind}`)), count(row.count), share(row.share)]),
  }),
  cohorts: ({ cohorts }, words) => cohortTable(cohorts, words),
  revenue: ({ revenue, currency }, words) => ({
    columns: columnsOf(words, ["month", "currency"], ["charges", "refunds", "net", "mrr"]),
    rows: revenue.map((row) => [
      month(row.month),
      text(currency),
      ...[row.charges, row.refunds, row.net, row.mrr].map((amount) => money(amount, currency)),
    ]),
  }),
  plans: ({ plans }, words) => ({
    columns: columnsOf(words, ["plan", "interval", "currency"], ["mrr", "share", "members"]),
    rows: plans.map((plan) => [
      text(plan.name ?? words.t("analytics.plans.nameless")),
      text(intervalName(plan.interval, words)),
      text(plan.currency),
      money(plan.amount, plan.currency),
      share(plan.share),
      count(plan.members),
    ]),
  }),
};

type FigureName = keyof typeof import("@/lib/i18n/messages/en/analytics").default.figure;

function summaryTable(growth: Growth, words: Words): ChartTable {
  const { members, membersBefore, activity, activityBefore, mrr, currency } = growth;
  const row = (name: FigureName, value: Cell, before: Cell, arithmetic = ""): Cell[] => [
    text(words.t(`analytics.figure.${name}`)),
    value,
    before,
    text(arithmetic),
  ];
  const none = text(null);
  return {
    columns: [...columnsOf(words, ["figure"], ["value", "before"]), ...columnsOf(words, ["arithmetic"], [])],
    rows: [
      row("members", count(members.to), count(members.from)),
      row("joined", count(members.joined), count(membersBefore.joined)),
      row("left", count(members.left), count(membersBefore.left)),
      row(
        "growth",
        change(members.netGrowth),
        change(membersBefore.netGrowth),
        `(${members.to} − ${members.from}) ÷ ${members.from}`,
      ),
      row("ratio", times(members.ratio), times(membersBefore.ratio), `${members.to} ÷ ${members.from}`),
      row(
        "retained",
        share(members.retainedShare),
        share(membersBefore.retainedShare),
        `${members.retained} ÷ ${members.from}`,
      ),
      row("interactions", count(activity.interactions), count(activityBefore.interactions)),
      row(
        "activity",
        decimal(activity.perMember),
        decimal(activityBefore.perMember),
        `${activity.interactions} ÷ ${activity.members}`,
      ),
      row("active", count(activity.active), count(activityBefore.active)),
      row(
        "activeShare",
        share(activity.activeShare),
        share(activityBefore.activeShare),
        `${activity.active} ÷ ${activity.members}`,
      ),
      row("median", decimal(activity.median), none),
      row("contributors", share(activity.contributorShare), share(activityBefore.contributorShare)),
      row("mrr", money(mrr.amount, currency), money(mrr.before, currency)),
      row("paying", count(mrr.paying), none),
      row("netRetention", share(mrr.netRetention), none),
      row("grossRetention", share(mrr.grossRetention), none),
      row("logoChurn", share(mrr.logoChurn), none),
    ],
  };
}
