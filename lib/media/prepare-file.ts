import "server-only";
import { Refusal } from "@/lib/platform/errors";
import { writeContent } from "./file-store";
import { redraw } from "./picture";
import type { PreparedFile, RefusedPicture } from "./types";

interface Upload {
  communityId: string;
  /** As the uploader called it; only ever shown and offered as a download name. */
  name: string;
  bytes: Buffer;
}

/** Checks and redraws a picture and writes it to disk; gives the reason when it is refused. Run it outside a transaction. */
export async function tryPrepareFile({ communityId, name, bytes }: Upload): Promise<PreparedFile | RefusedPicture> {
  const drawn = await redraw(bytes);
  if (typeof drawn === "string") return drawn;
  const sha256 = await writeContent(communityId, drawn.bytes);
  const { mime, width, height } = drawn;
  return { name: safeName(name), mime, width, height, size: drawn.bytes.length, sha256 };
}

/** As {@link tryPrepareFile}, for a form: throws Refusal("file-type") or Refusal("file-too-big") on field `file`. */
export async function prepareFile(upload: Upload): Promise<PreparedFile> {
  const prepared = await tryPrepareFile(upload);
  if (typeof prepared !== "string") return prepared;
  throw new Refusal(prepared === "size" || prepared === "pixels" ? "file-too-big" : "file-type", { field: "file" });
}

/** The last part of a name without control characters and what file systems dislike. */
function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  const clean = last.replace(/[\p{Cc}"<>:|?*\u202a-\u202e\u2066-\u2069]/gu, "").trim();
  return clean.slice(0, 120) || "file";
}
