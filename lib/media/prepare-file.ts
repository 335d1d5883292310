import "server-only";
import { contentDigest, writeContent } from "./file-store";
import { redraw } from "./picture";
import type { PreparedFile, RefusedPicture } from "./types";

interface Upload {
  communityId: string;
  /** As the uploader called it; only ever shown and offered as a download name. */
  name: string;
  bytes: Buffer;
  /** False: only find out what it would be, write nothing. */
  keep?: boolean;
}

/** Checks and redraws a picture and writes it to disk; gives the reason when it is refused. Run it outside a transaction. */
export async function prepareFile({
  communityId,
  name,
  bytes,
  keep = true,
}: Upload): Promise<PreparedFile | RefusedPicture> {
  const drawn = await redraw(bytes);
  if (typeof drawn === "string") return drawn;
  const sha256 = keep ? await writeContent(communityId, drawn.bytes) : contentDigest(drawn.bytes);
  const { mime, width, height } = drawn;
  return { name: safeName(name), mime, width, height, size: drawn.bytes.length, sha256 };
}

/** The last part of a name without control characters and what file systems dislike. */
function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  const clean = last.replace(/[\p{Cc}"<>:|?*\u202a-\u202e\u2066-\u2069]/gu, "").trim();
  return clean.slice(0, 120) || "file";
}
