import "server-only";
import { loadCommunity } from "@/lib/communities/loaders";
import { countSearch } from "@/lib/sightings/loaders";
import { searchPosts } from "./queries";
import { marksIn } from "./words";

const queryMaxLength = 200;

/** What a search finds for this viewer. Anything can stand in the address; it is text to look for, nothing else. */
export async function loadSearch(slug: string, asked: string | string[] | undefined) {
  const { community, viewer } = await loadCommunity(slug);
  const query = ((Array.isArray(asked) ? asked[0] : asked) ?? "")
    .replace(/[\p{Cc}]/gu, " ")
    .trim()
    .slice(0, queryMaxLength);
  const hits = query ? await searchPosts(viewer, query) : [];
  if (query) {
    const userId = viewer.person?.userId ?? null;
    await countSearch(community, { term: query, found: hits.length, userId });
  }
  const marked = hits.map((hit) => ({
    ...hit,
    titleMarks: marksIn(hit.title, query),
    excerptMarks: marksIn(hit.excerpt, query),
  }));
  return { community, viewer, query, hits: marked };
}
