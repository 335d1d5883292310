import { loadRawExport } from "@/lib/analytics/loaders/raw-export";
import { rawExports, rawFormats } from "@/lib/analytics/raw-export";
import { requestWords } from "@/lib/i18n/request";
import { download } from "@/lib/platform/download";

/** Periods, payments or events of everybody, streamed: what all figures can be computed from again. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const file = await loadRawExport((await params).community, search);
  if (!file) {
    const { t } = await requestWords();
    const what = rawExports.join(", ");
    return new Response(t("revenue.raw.bad", { what, formats: rawFormats.join(", ") }), { status: 400 });
  }
  return download(file);
}
