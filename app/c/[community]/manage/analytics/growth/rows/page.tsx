import type { Metadata } from "next";
import { dayText, monthText } from "@/components/analytics/figures";
import { RowsPage } from "@/components/analytics/rows-page";
import { spanColumns, spanRow } from "@/lib/analytics/growth-tables";
import { loadGrowthRows } from "@/lib/analytics/loaders/growth";
import { reasonName } from "@/lib/analytics/row-words";
import type { SpanQuestion } from "@/lib/analytics/span-figures";
import { requestWords } from "@/lib/i18n/request";
import type { Words } from "@/lib/i18n/words";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.growth.title"), robots: { index: false } };
}

export default async function GrowthRowsPage({ params, searchParams }: Props) {
  const { question, total, spans, next, ...frame } = await loadGrowthRows((await params).community, await searchParams);
  const words = await requestWords();
  const rows = spans.map((span) => spanRow(span, frame.range.zone, words));
  return (
    <RowsPage
      frame={frame}
      words={words}
      title={titleOf(question, words)}
      explanation={words.t(`growth.rows.what.${question.figure}`)}
      rows={{ total, columns: spanColumns(words), rows, next }}
    />
  );
}

/** "Left", "Joined: 3 Nov 2026", "Left: The charge failed". */
function titleOf({ figure, bar, reason }: SpanQuestion, words: Words): string {
  const title = words.t(`growth.rows.title.${figure}`);
  const what = reason !== null ? reasonName(reason, words) : bar ? barText(bar.name, words) : null;
  return what === null ? title : words.t("growth.rows.titleOf", { figure: title, what });
}

function barText(name: string, words: Words): string {
  return name.length === 7 ? monthText(name, words) : dayText(name, words, true);
}
