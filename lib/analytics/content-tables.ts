import type { Words } from "@/lib/i18n/words";
import { postKinds } from "@/lib/posts/schema";
import { type Cell, type ChartTable, count, day, month, share, text } from "./cells";
import { type ContentGroup, completionOf, unfinishedOf } from "./content";
import type { ContentReport, PostFigures, SearchTerm } from "./content-report";
import { localTime } from "./local-times";

type ColumnName = keyof typeof import("@/lib/i18n/messages/en/activity").default.content.column;

const columnsOf = (words: Words, texts: ColumnName[], numbers: ColumnName[]): ChartTable["columns"] => [
  ...texts.map((name) => ({ label: words.t(`activity.content.column.${name}`), numeric: false })),
  ...numbers.map((name) => ({ label: words.t(`activity.content.column.${name}`), numeric: true })),
];

/** The content page's charts as tables. What a viewer may not see, or a segment does not have, has no column or table. */
export function contentTables(report: ContentReport, words: Words, zone: string): Record<string, ChartTable> {
  const tables: Record<string, ChartTable> = {
    posts: postTable(report, words, zone),
    kinds: groupTable(report, report.kinds, "kind", ({ key }) => kindName(key, words), words),
    topics: groupTable(
      report,
      report.topics,
      "topic",
      (group) => report.topics.find(({ key }) => key === group.key)?.name ?? words.t("activity.content.topics.none"),
      words,
    ),
  };
  if (report.periods) tables.days = dayTable(report.periods, report.unit, words);
  if (report.gaps) tables.gaps = termTable(report.gaps, words);
  if (report.searches) tables.searches = termTable(report.searches, words);
  return tables;
}

function postTable(report: ContentReport, words: Words, zone: string): ChartTable {
  const numbers: ColumnName[] = [
    ...(report.totals.views === null ? [] : (["views"] as const)),
    ...(["readers", "completions", "completion", "unfinished", "comments", "reactions", "joins"] as const),
    ...(report.payments ? (["payments"] as const) : []),
  ];
  const numberCells = (post: PostFigures): Cell[] => [
    ...(report.totals.views === null ? [] : [count(post.views)]),
    count(post.readers),
    count(post.completions),
    share(completionOf(post)),
    count(unfinishedOf(post)),
    count(post.comments),
    count(post.reactions),
    count(post.joins),
    ...(report.payments ? [count(post.payments)] : []),
  ];
  return {
    columns: columnsOf(words, ["title", "kind", "topic", "publishedAt"], numbers),
    rows: report.posts.map((post) => [
      text(post.link.title),
      text(kindName(post.kind, words)),
      text(post.topic ?? words.t("activity.content.topics.none")),
      text(post.publishedAt ? localTime(post.publishedAt, zone) : null),
      ...numberCells(post),
    ]),
  };
}

function groupTable(
  { totals, payments }: ContentReport,
  groups: readonly ContentGroup[],
  head: "kind" | "topic",
  name: (group: ContentGroup) => string,
  words: Words,
): ChartTable {
  return {
    columns: columnsOf(
      words,
      [head],
      [
        "published",
        "posts",
        ...(totals.views === null ? [] : (["views"] as const)),
        "readers",
        "completions",
        "completion",
        "joins",
        ...(payments ? (["payments"] as const) : []),
      ],
    ),
    rows: groups.map((group) => [
      text(name(group)),
      count(group.published),
      count(group.posts),
      ...(totals.views === null ? [] : [count(group.views)]),
      count(group.readers),
      count(group.completions),
      share(completionOf(group)),
      count(group.joins),
      ...(payments ? [count(group.payments)] : []),
    ]),
  };
}

function dayTable(periods: NonNullable<ContentReport["periods"]>, unit: "day" | "month", words: Words): ChartTable {
  return {
    columns: columnsOf(words, [unit], ["views", "readers", "completions"]),
    rows: periods.map(({ period, views, readers, completions }) => [
      unit === "day" ? day(period) : month(period),
      count(views),
      count(readers),
      count(completions),
    ]),
  };
}

function termTable(terms: readonly SearchTerm[], words: Words): ChartTable {
  return {
    columns: columnsOf(words, ["term"], ["searches", "found"]),
    rows: terms.map(({ term, searches, found }) => [text(term), count(searches), count(found)]),
  };
}

/** "Tutorial", "Question". */
export function kindName(kind: string, words: Words): string {
  const known = postKinds.find((name) => name === kind);
  return known ? words.t(`activity.content.kind.${known}`) : kind;
}
