import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { Viewer } from "@/lib/access/types";
import { currentViewer } from "@/lib/access/viewer";
import { findCommunityBySlug, listTopics } from "./queries";
import type { Community } from "./types";

/** The community of an address and who is asking there. Unknown addresses answer 404. */
export const loadCommunity = cache(async (slug: string): Promise<{ community: Community; viewer: Viewer }> => {
  const community = await findCommunityBySlug(slug);
  if (!community) notFound();
  return { community, viewer: await currentViewer(community.id) };
});

export const loadTopics = cache(listTopics);
