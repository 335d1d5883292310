import { isFromOurPages } from "@/lib/access/action";
import { receiveUpload } from "@/lib/exchange/loaders";

/**
 * Takes the zip of the import page. A handler and not an action because a zip is larger than an action's body may be,
 * and because it works without JavaScript.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ community: string }> },
): Promise<Response> {
  if (!isFromOurPages(request)) return new Response(null, { status: 403 });
  const { community } = await params;
  const outcome = new URLSearchParams(await receiveUpload(community, request));
  return new Response(null, {
    status: 303,
    headers: { location: `/c/${encodeURIComponent(community)}/studio/import?${outcome}` },
  });
}
