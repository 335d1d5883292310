import "server-only";
import { currentViewer } from "@/lib/access/loaders";
import { anonymousViewer } from "@/lib/access/viewer";
import { findPostFacts } from "@/lib/posts/queries/posts";
import { filePath } from "./file-store";
import { mayOpenFile } from "./policy";
import { findFile } from "./queries";
import type { OpenedFile } from "./types";

/** The file, when whoever is asking may have it; null also when there is none, so that an id tells nothing. */
export async function openFile(id: string): Promise<OpenedFile | null> {
  const file = await findFile(id);
  if (!file) return null;
  const post = file.postId ? await findPostFacts(file.communityId, file.postId) : null;
  const isPublic = mayOpenFile(anonymousViewer(file.communityId), file, post);
  if (!isPublic && !mayOpenFile(await currentViewer(file.communityId), file, post)) return null;
  const { name, mime, size, sha256 } = file;
  return { path: filePath(file.communityId, sha256), name, mime, size, etag: `"${sha256.slice(0, 32)}"`, isPublic };
}
