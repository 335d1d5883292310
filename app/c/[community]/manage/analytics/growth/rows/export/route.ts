import { streamRowsCsv } from "@/lib/analytics/csv";
import { spanColumns, spanRow } from "@/lib/analytics/growth-tables";
import { loadGrowthRowsFile } from "@/lib/analytics/loaders/growth";
import type { FigureRow } from "@/lib/analytics/rows";
import type { SpanRow } from "@/lib/analytics/span-figures";
import { requestWords } from "@/lib/i18n/request";
import type { Words } from "@/lib/i18n/words";

/** All people behind a figure of the growth page as a CSV file, for owner and admins. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, question, range, spans } = await loadGrowthRowsFile((await params).community, search);
  const words = await requestWords();
  const labels: [string, string] = [words.t("analytics.rows.person"), words.t("analytics.rows.handle")];
  return new Response(streamRowsCsv(spanColumns(words), labels, rowsOf(spans, range.zone, words)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${community.slug}-growth-${question.figure}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

async function* rowsOf(spans: AsyncIterable<SpanRow>, zone: string, words: Words): AsyncGenerator<FigureRow> {
  for await (const span of spans) yield spanRow(span, zone, words);
}
