import { createHash, randomUUID } from "node:crypto";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { dataDirectory } from "@/lib/platform/env";

/** Where the bytes of a content live. Both parts come from our own rows; anything else is refused. */
export function filePath(communityId: string, sha256: string): string {
  if (!/^[0-9a-f-]{36}$/.test(communityId) || !/^[0-9a-f]{64}$/.test(sha256)) throw new Error("not a stored file");
  return path.join(dataDirectory(), "files", communityId, sha256.slice(0, 2), sha256);
}

export function contentDigest(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Writes bytes under the name of their content, once; a reader never sees half a file. Returns the content's sha256. */
export async function writeContent(communityId: string, bytes: Buffer): Promise<string> {
  const sha256 = contentDigest(bytes);
  const target = filePath(communityId, sha256);
  const known = await stat(target).catch(() => null);
  if (known?.size === bytes.length) return sha256;
  await mkdir(path.dirname(target), { recursive: true });
  const unfinished = `${target}.${randomUUID()}`;
  try {
    await writeFile(unfinished, bytes, { mode: 0o640 });
    await rename(unfinished, target);
  } finally {
    await rm(unfinished, { force: true });
  }
  return sha256;
}
