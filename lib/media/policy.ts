import { decideRead, isManager, mayKnow } from "@/lib/access/decide";
import type { PostFacts, Viewer } from "@/lib/access/types";
import type { StoredFile } from "./types";

/** A file is as readable as the part of the post it stands in; one without a post belongs to its uploader. */
export function mayOpenFile(viewer: Viewer, file: StoredFile, post: PostFacts | null): boolean {
  if (file.communityId !== viewer.communityId) return false;
  if (!post) {
    const mine = file.uploadedBy !== null && viewer.membership?.memberId === file.uploadedBy;
    return file.postId === null && (mine || isManager(viewer));
  }
  return file.inTeaser ? mayKnow(viewer, post) : decideRead(viewer, post).granted;
}
