import { isAuthor, isManager, isStaff } from "@/lib/access/decide";
import type { PostFacts, Viewer } from "@/lib/access/types";
import { talkKinds } from "./schema";

/** Members start discussions and questions; guests are here to answer, creators and managers write everything. */
export function mayWrite(viewer: Viewer, kind: PostFacts["kind"]): boolean {
  const role = viewer.membership?.role;
  if (!role || role === "guest") return false;
  if ((talkKinds as readonly string[]).includes(kind)) return true;
  return role === "creator" || isManager(viewer);
}

/** One's own, while one may still write such a thing; managers everything. */
export function mayEditPost(viewer: Viewer, post: PostFacts): boolean {
  if (post.communityId !== viewer.communityId || post.state === "removed") return false;
  return isManager(viewer) || (isAuthor(viewer, post) && mayWrite(viewer, post.kind));
}

/** Taking a post away for good is for staff; authors archive theirs. */
export function mayRemovePost(viewer: Viewer, post: PostFacts): boolean {
  return post.communityId === viewer.communityId && isStaff(viewer);
}
