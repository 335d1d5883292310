import "server-only";
import { notFound } from "next/navigation";
import { loadCommunity } from "@/lib/communities/loaders";
import { maySeePeople } from "../policy";
import { catchUp } from "../project-now";
import { streamRaw } from "../queries/raw-exports";
import { RawExportQuery, rawStream } from "../raw-export";

/**
 * One of the three files everything can be computed from again, for owner and admins; null when the address names
 * another. For everybody else it does not exist.
 */
export async function loadRawExport(
  slug: string,
  params: Record<string, unknown>,
): Promise<{ name: string; body: ReadableStream<Uint8Array>; type: string } | null> {
  const { community, viewer } = await loadCommunity(slug);
  if (!maySeePeople(viewer)) notFound();
  const query = RawExportQuery.safeParse(params);
  if (!query.success) return null;
  await catchUp(community);
  const { what, format } = query.data;
  return { name: `${community.slug}-${what}.${format}`, ...rawStream(query.data, streamRaw(community.id, what)) };
}
