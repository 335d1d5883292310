import "server-only";
import { and, eq } from "drizzle-orm";
import { read } from "@/db/client";
import { files } from "@/db/schema/posts";
import type { StoredFile } from "./types";

/** A file's row by its id, without asking who wants to know: `openFile` asks. */
export async function findFile(id: string): Promise<StoredFile | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const [row] = await read()
    .select({
      id: files.id,
      communityId: files.communityId,
      postId: files.postId,
      uploadedBy: files.uploadedBy,
      inTeaser: files.inTeaser,
      name: files.name,
      mime: files.mime,
      size: files.size,
      sha256: files.sha256,
    })
    .from(files)
    .where(eq(files.id, id))
    .limit(1);
  return row ?? null;
}

/** The files of one post by their content. */
export async function listFilesOfPost(communityId: string, postId: string): Promise<{ id: string; sha256: string }[]> {
  return read()
    .select({ id: files.id, sha256: files.sha256 })
    .from(files)
    .where(and(eq(files.communityId, communityId), eq(files.postId, postId)));
}
