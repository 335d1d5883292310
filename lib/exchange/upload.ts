import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { dayMs, wallClock } from "@/lib/platform/clock";
import { dataDirectory } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import type { Report } from "./types";

/** A zip that waits for its uploader's decision, with what importing it would do or has done. */
export interface Upload {
  id: string;
  communityId: string;
  memberId: string;
  /** `public`, `members` or `benefit:<id>`. */
  audience: string;
  report: Report;
}

const folder = () => path.join(dataDirectory(), "tmp", "uploads");
const zipFile = (id: string) => path.join(folder(), `${id}.zip`);
const noteFile = (id: string) => path.join(folder(), `${id}.json`);

const keptForMs = dayMs;

/** Writes a zip and returns its id and place. What lies here for more than a day is removed on the way. */
export async function keepZip(bytes: Uint8Array): Promise<{ id: string; file: string }> {
  await mkdir(folder(), { recursive: true });
  await sweep(folder());
  await sweep(path.dirname(folder()));
  const id = newId();
  await writeFile(zipFile(id), bytes, { mode: 0o600 });
  return { id, file: zipFile(id) };
}

/** Also removes what a process left that was killed while it unpacked a zip. */
async function sweep(of: string): Promise<void> {
  for (const entry of await readdir(of, { withFileTypes: true })) {
    if (entry.isDirectory() && !entry.name.startsWith("import-")) continue;
    const place = path.join(of, entry.name);
    const found = await stat(place).catch(() => null);
    const isOld = found !== null && wallClock().getTime() - found.mtimeMs > keptForMs;
    if (isOld) await rm(place, { recursive: true, force: true });
  }
}

export async function noteUpload(upload: Upload): Promise<void> {
  const unfinished = `${noteFile(upload.id)}.new`;
  await writeFile(unfinished, JSON.stringify(upload), { mode: 0o600 });
  await rename(unfinished, noteFile(upload.id));
}

/** The upload, when it is this member's own; an id of somebody else's is as good as none. */
export async function findUpload(id: string, communityId: string, memberId: string): Promise<Upload | null> {
  const text = await readFile(noteFile(id), "utf8").catch(() => null);
  if (text === null) return null;
  const upload = JSON.parse(text) as Upload;
  return upload.communityId === communityId && upload.memberId === memberId ? upload : null;
}

/** Takes the zip for importing; null for the second of two clicks. */
export async function claimZip(id: string): Promise<string | null> {
  const claimed = `${zipFile(id)}.running`;
  return rename(zipFile(id), claimed).then(
    () => claimed,
    () => null,
  );
}

export async function discardZip(id: string): Promise<void> {
  await rm(zipFile(id), { force: true });
  await rm(`${zipFile(id)}.running`, { force: true });
}
