import { requestWords } from "@/lib/i18n/request";
import { loadRiskFile } from "@/lib/outreach/loaders/risk";

/** Everybody in the list as a CSV file, narrowed as its address says. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const file = await loadRiskFile((await params).community, search, await requestWords());
  return new Response(file.body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${file.name}"`,
      "cache-control": "private, no-store",
    },
  });
}
