import type { Words } from "@/lib/i18n/words";
import { minorDigits } from "@/lib/platform/money";
import type { Chart } from "./schema";
import type { Growth } from "./types";

/** What a cell holds: it decides how a person reads it, and that a file gets it plain. */
type CellKind = "text" | "day" | "month" | "count" | "decimal" | "ratio" | "share" | "change" | "money";

export interface Cell {
  kind: CellKind;
  /** Money in minor units, shares as fractions of 1, days and months as in ISO 8601. Null is "undefined". */
  value: string | number | null;
  currency?: string;
}

/** The numbers of one chart as rows: what its table view shows and what its CSV file holds are the same. */
export interface ChartTable {
  columns: { label: string; numeric: boolean }[];
  rows: Cell[][];
}

/** The table of a chart, with its words in one language. */
export function tableOf(chart: Chart, growth: Growth, words: Words): ChartTable {
  return builders[chart](growth, words);
}

const text = (value: string | null): Cell => ({ kind: "text", value });
const day = (value: string): Cell => ({ kind: "day", value });
const month = (value: string): Cell => ({ kind: "month", value });
const count = (value: number | null): Cell => ({ kind: "count", value });
const decimal = (value: number | null): Cell => ({ kind: "decimal", value });
const share = (value: number | null): Cell => ({ kind: "share", value });
const change = (value: number | null): Cell => ({ kind: "change", value });
const times = (value: number | null): Cell => ({ kind: "ratio", value });
const money = (value: number | null, currency: string): Cell => ({ kind: "money", value, currency });

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
  cohorts: cohortTable,
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

/** "monthly", "yearly". */
export function intervalName(interval: string | null, words: Words): string {
  return words.t(`analytics.plans.interval.${interval === "month" || interval === "year" ? interval : "other"}`);
}

function cohortTable({ cohorts }: Growth, words: Words): ChartTable {
  const headings = cohorts.averages.map((_, k) =>
    k === 0 ? words.t("analytics.cohorts.own") : words.t("analytics.cohorts.later", { k }),
  );
  const reached = cohorts.cohorts.reduce((sum, cohort) => sum + cohort.size, 0);
  return {
    columns: [...columnsOf(words, ["month"], ["size"]), ...headings.map((label) => ({ label, numeric: true }))],
    rows: [
      ...cohorts.cohorts.map((cohort) => [
        month(cohort.month),
        count(cohort.size),
        // Blank where the boundary is not reached; a dash where it is, but nobody began in that month.
        ...cohort.shares.map((part, k) => (cohort.retained[k] === null ? text("") : share(part))),
      ]),
      [
        text(words.t("analytics.cohorts.average")),
        count(reached),
        ...cohorts.averages.map((part) => (part === null ? text("") : share(part))),
      ],
    ],
  };
}

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
      row("median", decimal(activity.median), decimal(activityBefore.median)),
      row("contributors", share(activity.contributorShare), share(activityBefore.contributorShare)),
      row("mrr", money(mrr.amount, currency), money(mrr.before, currency)),
      row("paying", count(mrr.paying), none),
      row("netRetention", share(mrr.netRetention), none),
      row("grossRetention", share(mrr.grossRetention), none),
      row("logoChurn", share(mrr.logoChurn), none),
    ],
  };
}

/** A cell as a file holds it: numbers plain, money in whole units with its fraction, nothing for "undefined". */
export function plainCell({ kind, value, currency }: Cell): string | number {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (kind === "money") return Number((value / 10 ** minorDigits(currency!)).toFixed(4));
  return Number(value.toFixed(6));
}
