import "server-only";
import { cache } from "react";
import { currentPerson } from "@/lib/identity/loaders";
import type { Viewer } from "./types";
import { viewerFor } from "./viewer";

/** Who is asking, in this community. Built once per request. */
export const currentViewer = cache(
  async (communityId: string): Promise<Viewer> => viewerFor(communityId, await currentPerson()),
);
