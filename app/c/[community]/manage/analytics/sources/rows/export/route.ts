import { streamRowsCsv } from "@/lib/analytics/csv";
import { loadSourcesFile } from "@/lib/analytics/loaders/sources";
import { requestWords } from "@/lib/i18n/request";

/** The people behind a figure as a CSV file, for who may see them. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, columns, lines, step, query } = await loadSourcesFile((await params).community, search);
  const { t } = await requestWords();
  const name = `${community.slug}-sources-${step}-${query.range}.csv`;
  return new Response(streamRowsCsv(columns, [t("analytics.rows.person"), t("analytics.rows.handle")], lines), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
    },
  });
}
