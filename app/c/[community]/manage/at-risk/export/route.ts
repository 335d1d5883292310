import { requestWords } from "@/lib/i18n/request";
import { loadRiskFile } from "@/lib/outreach/loaders/risk";
import { download } from "@/lib/platform/download";

/** Everybody in the list as a CSV file, narrowed as its address says. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  return download(await loadRiskFile((await params).community, search, await requestWords()));
}
