import { leaversTable, reasonTable, reasonTables } from "@/components/feedback/reasons-tables";
import { chartCsv } from "@/lib/analytics/csv";
import { loadReasons } from "@/lib/feedback/loaders/reasons";
import { requestWords } from "@/lib/i18n/request";
import { download } from "@/lib/platform/download";

/** One of the tables about cancellations as a CSV file, or the people behind a number of it. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, report, rows } = await loadReasons((await params).community, search);
  const words = await requestWords();
  const name = reasonTables.find((known) => known === search.of);
  const table = name
    ? reasonTable(name, report, community.currency, words)
    : search.of === "people" && rows
      ? leaversTable(rows, words)
      : null;
  if (!table) {
    const files = [...reasonTables, "people"].join(", ");
    return new Response(words.t("feedback.reasons.badFile", { files }), { status: 400 });
  }
  return download({ name: `${community.slug}-cancellations-${search.of}.csv`, body: chartCsv(table) });
}
