import "server-only";
import { constants } from "node:fs";
import { open, readdir, realpath } from "node:fs/promises";
import path from "node:path";
import type { Problem, Source, SourceFile } from "./types";

export const scanLimits = {
  depth: 40,
  files: 20_000,
  markdownBytes: 2 * 1024 * 1024,
  pictureBytes: 10 * 1024 * 1024,
};

/** Looks through a folder without opening any file. Links out of it are never followed. Throws when it is no folder. */
export async function scanFolder(folder: string): Promise<Source> {
  const source: Source = { files: new Map(), problems: [] };
  await walk(await realpath(folder), "", 0, source);
  return source;
}

/** Folders that belong to tools; nobody writes there. */
const toolFolder = /^(?:\..*|node_modules|__MACOSX|_site|_book)$/;

async function walk(absolute: string, relative: string, depth: number, source: Source): Promise<void> {
  if (depth > scanLimits.depth) {
    source.problems.push({ path: relative, code: "too-deep" });
    return;
  }
  const entries = await readdir(absolute, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const inside = relative === "" ? entry.name : `${relative}/${entry.name}`;
    if (entry.isSymbolicLink()) source.problems.push({ path: inside, code: "symlink" });
    else if (entry.isDirectory()) {
      if (!toolFolder.test(entry.name)) await walk(path.join(absolute, entry.name), inside, depth + 1, source);
    } else if (entry.isFile() && !entry.name.startsWith(".")) {
      if (source.files.size >= scanLimits.files) {
        if (!source.problems.some((problem) => problem.code === "too-many-files")) {
          source.problems.push({ path: inside, code: "too-many-files", detail: String(scanLimits.files) });
        }
        return;
      }
      await addFile(path.join(absolute, entry.name), inside, source);
    }
  }
}

async function addFile(absolute: string, relative: string, source: Source): Promise<void> {
  const key = relative.normalize("NFC");
  if (!isGoodName(key)) {
    source.problems.push({ path: printable(key), code: "bad-name" });
    return;
  }
  const kind = kindOf(key);
  if (kind === "other") {
    source.files.set(key, { path: key, absolute, size: 0, kind });
    return;
  }
  const size = await sizeOf(absolute);
  const limit = kind === "markdown" ? scanLimits.markdownBytes : scanLimits.pictureBytes;
  if (size === null) source.problems.push({ path: key, code: "unreadable" });
  else if (size > limit)
    source.problems.push({ path: key, code: "too-big", detail: String(Math.round(limit / 1024 ** 2)) });
  else source.files.set(key, { path: key, absolute, size, kind });
}

/** True for names that mean the same on every system: no control characters, no backslash, not too long. */
export function isGoodName(name: string): boolean {
  return name.length <= 500 && !/[\p{Cc}\\\ufffd]/u.test(name) && name.isWellFormed();
}

const printable = (name: string) => name.replace(/\p{Cc}/gu, "�").slice(0, 200);

export function kindOf(name: string): SourceFile["kind"] {
  if (/\.(?:md|markdown|mdx)$/i.test(name)) return "markdown";
  return /\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(name) ? "picture" : "other";
}

async function sizeOf(absolute: string): Promise<number | null> {
  const handle = await open(absolute, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    () => null,
  );
  if (!handle) return null;
  try {
    const found = await handle.stat();
    return found.isFile() ? found.size : null;
  } finally {
    await handle.close();
  }
}

/** Reads a file of a source, at most as many bytes as it had when it was scanned; null when it changed or is gone. */
export async function readSourceFile(file: SourceFile): Promise<Buffer | null> {
  const handle = await open(file.absolute, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null);
  if (!handle) return null;
  try {
    const { size } = await handle.stat();
    return size === file.size ? await handle.readFile() : null;
  } finally {
    await handle.close();
  }
}

/** A text file's words, or the reason why it is none. */
export async function readSourceText(file: SourceFile): Promise<"not-utf8" | "unreadable" | { text: string }> {
  const bytes = await readSourceFile(file);
  if (!bytes) return "unreadable";
  if (bytes.includes(0)) return "not-utf8";
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text: text.replace(/\r\n?/g, "\n") };
  } catch {
    return "not-utf8";
  }
}

export function tooBigArticles(problems: Problem[]): Problem[] {
  return problems.filter((problem) => problem.code === "too-big" && kindOf(problem.path) === "markdown");
}
