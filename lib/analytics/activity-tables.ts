import type { Words } from "@/lib/i18n/words";
import { type ActivityBin, interactionKinds } from "./activity";
import type { ActivityReport } from "./activity-report";
import { type Cell, type ChartTable, count, day, decimal, month, share, text } from "./cells";
import type { ReplyFigures } from "./replies";

type ColumnName = keyof typeof import("@/lib/i18n/messages/en/activity").default.column;
type FigureName = keyof typeof import("@/lib/i18n/messages/en/activity").default.figure;
type ReplyName = "asked" | "answered" | "answeredShare" | "unanswered" | "due" | "inTime" | "inTimeShare";

const columnsOf = (words: Words, texts: ColumnName[], numbers: ColumnName[]): ChartTable["columns"] => [
  ...texts.map((name) => ({ label: words.t(`activity.column.${name}`), numeric: false })),
  ...numbers.map((name) => ({ label: words.t(`activity.column.${name}`), numeric: true })),
];

/** The activity page's charts as tables; who wrote most is there only for who may see people. */
export function activityTables(report: ActivityReport, words: Words): Record<string, ChartTable> {
  const tables = {
    summary: summaryTable(report, words),
    kinds: kindTable(report, words),
    people: peopleTable(report, words),
    distribution: {
      columns: columnsOf(words, ["interactions"], ["members", "share"]),
      rows: report.bins.map((bin) => [text(binName(bin, words)), count(bin.people), share(bin.share)]),
    },
    weekdays: {
      columns: columnsOf(words, ["weekday"], ["mean"]),
      rows: (report.weekdays ?? []).map((mean, i) => [text(weekdayName(i, words)), decimal(mean)]),
    },
    replies: replyTable(report.replies, words),
  };
  return report.top === null ? tables : { ...tables, top: topTable(report.top, words) };
}

function summaryTable(report: ActivityReport, words: Words): ChartTable {
  const { summary, before, stickiness } = report;
  const { members, interactions } = summary;
  const over = (name: string | number, by: string | number) => text(`${name} ÷ ${by}`);
  const row = (name: FigureName, value: Cell, previous: Cell, arithmetic: Cell = text("")) => [
    text(words.t(`activity.figure.${name}`)),
    value,
    previous,
    arithmetic,
  ];
  return {
    columns: [...columnsOf(words, ["figure"], ["value", "before"]), ...columnsOf(words, ["arithmetic"], [])],
    rows: [
      row("interactions", count(interactions), count(before.interactions)),
      row("members", count(members), count(before.members)),
      row("activity", decimal(summary.perMember), decimal(before.perMember), over(interactions, members)),
      row(
        "activityMean",
        decimal(report.perMeanMember),
        decimal(null),
        over(interactions, (report.membersFrom + members) / 2),
      ),
      row("active", count(summary.active), count(before.active)),
      row("activeShare", share(summary.activeShare), share(before.activeShare), over(summary.active, members)),
      row("median", decimal(summary.median), decimal(null)),
      row("contributors", count(report.contributors), text("")),
      row(
        "contributorShare",
        share(summary.contributorShare),
        share(before.contributorShare),
        over(report.contributors, members),
      ),
      row("daily", decimal(stickiness.meanDay1), text("")),
      row("monthly", decimal(stickiness.meanDays30), text("")),
      row("stickiness", share(stickiness.share), share(before.stickiness)),
    ],
  };
}

function kindTable({ periods, unit }: ActivityReport, words: Words): ChartTable {
  const head = unit === "day" ? "period" : "month";
  return {
    columns: [
      ...columnsOf(words, [head], ["total"]),
      ...interactionKinds.map((kind) => ({ label: words.t(`analytics.kind.${kind}`), numeric: true })),
    ],
    rows: periods.map(({ period, total, kinds }) => [
      unit === "day" ? day(period) : month(period),
      count(total),
      ...interactionKinds.map((kind) => count(kinds[kind])),
    ]),
  };
}

function peopleTable({ active }: ActivityReport, words: Words): ChartTable {
  return {
    columns: [
      ...columnsOf(words, ["period"], []),
      ...(["day1", "days7", "days30"] as const).map((name) => ({
        label: words.t(`activity.people.${name}`),
        numeric: true,
      })),
    ],
    rows: active.map((row) => [day(row.day), count(row.day1), count(row.days7), count(row.days30)]),
  };
}

function topTable(top: NonNullable<ActivityReport["top"]>, words: Words): ChartTable {
  return {
    columns: columnsOf(words, ["person"], ["written", "interactions"]),
    rows: top.map(({ person, written, interactions }) => [
      text(person?.name ?? words.t("activity.top.gone")),
      count(written),
      count(interactions),
    ]),
  };
}

/** Waiting times stand in hours: a file is reckoned with. */
function replyTable(replies: readonly ReplyFigures[], words: Words): ChartTable {
  const figure = (name: ReplyName, cell: (figures: ReplyFigures) => Cell) => [
    text(words.t(`activity.replies.${name}`)),
    ...replies.map(cell),
  ];
  const hours = (name: "median" | "ninetieth") => [
    text(words.t("activity.replies.hours", { name: words.t(`activity.replies.${name}`) })),
    ...replies.map((figures) => decimal(inHours(figures[name]))),
  ];
  return {
    columns: [
      ...columnsOf(words, ["figure"], []),
      ...replies.map(({ kind }) => ({ label: words.t(`activity.replies.${kind}`), numeric: true })),
    ],
    rows: [
      figure("asked", (f) => count(f.asked)),
      figure("answered", (f) => count(f.answered)),
      figure("answeredShare", (f) => share(f.answeredShare)),
      figure("unanswered", (f) => count(f.unanswered)),
      hours("median"),
      hours("ninetieth"),
      figure("due", (f) => count(f.due)),
      figure("inTime", (f) => count(f.inTime)),
      figure("inTimeShare", (f) => share(f.inTimeShare)),
      [text(words.t("activity.replies.accepted")), ...replies.map((f) => count(f.accepted))],
      [text(words.t("activity.replies.acceptedShare")), ...replies.map((f) => share(f.acceptedShare))],
    ],
  };
}

const hourMs = 3_600_000;

/** Milliseconds as hours; undefined stays so. */
export function inHours(ms: number | null): number | null {
  return ms === null ? null : ms / hourMs;
}

/** "0", "1", "2–4", "20 and more". */
export function binName({ from, to }: ActivityBin, words: Words): string {
  if (to === null) return words.t("activity.distribution.binMore", { from });
  return from === to ? String(from) : words.t("activity.distribution.bin", { from, to });
}

const weekdays = ["d1", "d2", "d3", "d4", "d5", "d6", "d7"] as const;

/** Monday is 0. */
export function weekdayName(index: number, words: Words): string {
  return words.t(`activity.weekdays.names.${weekdays[index]!}`);
}
