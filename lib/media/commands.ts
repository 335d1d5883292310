import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { files } from "@/db/schema/posts";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { PreparedFile } from "./types";

interface NewFile {
  /** Chosen beforehand when a text already names it. */
  id?: string;
  communityId: string;
  postId: string | null;
  uploadedBy: string | null;
  inTeaser: boolean;
  sourcePath?: string;
  prepared: PreparedFile;
}

/** Records a prepared file; the same content of the same post is one file, whose place may change. Returns its id. */
export async function storeFile(tx: Tx, file: NewFile): Promise<string> {
  const { prepared, communityId, postId, inTeaser } = file;
  if (postId) {
    const same = and(eq(files.communityId, communityId), eq(files.postId, postId), eq(files.sha256, prepared.sha256));
    const [known] = await tx.update(files).set({ inTeaser }).where(same).returning({ id: files.id });
    if (known) return known.id;
  }
  const id = file.id ?? newId();
  await tx.insert(files).values({
    id,
    communityId,
    postId,
    uploadedBy: file.uploadedBy,
    inTeaser,
    name: prepared.name,
    mime: prepared.mime,
    size: prepared.size,
    width: prepared.width,
    height: prepared.height,
    sha256: prepared.sha256,
    sourcePath: file.sourcePath ?? null,
    createdAt: now(),
  });
  return id;
}

/**
 * Says anew which of a post's files stand above its pay line: those the teaser shows, and no others. An edit that
 * moves a picture below the line closes it with the text around it.
 */
export async function markTeaserFiles(tx: Tx, communityId: string, postId: string, teaserHtml: string): Promise<void> {
  const shown = new Set([...teaserHtml.matchAll(/\/api\/files\/([0-9a-f-]{36})/g)].map(([, id]) => id!));
  const own = and(eq(files.communityId, communityId), eq(files.postId, postId));
  await tx.update(files).set({ inTeaser: false }).where(own);
  if (shown.size > 0)
    await tx
      .update(files)
      .set({ inTeaser: true })
      .where(and(own, inArray(files.id, [...shown])));
}
