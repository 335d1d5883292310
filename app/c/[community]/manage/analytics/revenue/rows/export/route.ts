import { rowsCsv } from "@/lib/analytics/csv";
import { loadRevenueRows } from "@/lib/analytics/loaders/revenue";
import { requestWords } from "@/lib/i18n/request";

/** All rows behind one figure of the revenue page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const words = await requestWords();
  const { community, query, figure, rows } = await loadRevenueRows((await params).community, search, words, {
    all: true,
  });
  const people: [string, string] = [words.t("analytics.rows.person"), words.t("analytics.rows.handle")];
  return new Response(rowsCsv(rows, people), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${community.slug}-${figure}-${query.range}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}
