import { communityFeed } from "@/components/communities/syndication";
import { loadSyndication } from "@/lib/communities/loaders";
import { wordsFor } from "@/lib/i18n/words";

type Context = { params: Promise<{ community: string }> };

/** RSS in the community's own language: titles and excerpts of what any visitor may find. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { community, rows } = await loadSyndication((await params).community);
  const description = wordsFor(community.locale).t("communities.feed.description", { community: community.name });
  return new Response(communityFeed(community, rows, description), {
    headers: { "content-type": "application/rss+xml; charset=utf-8" },
  });
}
