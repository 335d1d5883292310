import { requestWords } from "@/lib/i18n/request";
import { loadOutreachFile } from "@/lib/outreach/loaders/outreach";
import { download } from "@/lib/platform/download";

interface Context {
  params: Promise<{ community: string; outreach: string }>;
}

/** Everybody in an outreach as a CSV file, with what came of it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { community, outreach } = await params;
  return download(await loadOutreachFile(community, outreach, await requestWords()));
}
