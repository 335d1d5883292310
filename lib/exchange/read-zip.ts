import "server-only";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from "yauzl";
import { dataDirectory } from "@/lib/platform/env";
import { isGoodName, kindOf, scanLimits } from "./scan-folder";
import type { Problem } from "./types";

export const zipLimits = {
  /** What all entries say they will be, and what they may become. */
  totalBytes: 512 * 1024 * 1024,
  entries: 20_000,
  /** Deflate makes at most 1 : 1032; Markdown reaches 10, a bomb needs hundreds. */
  ratio: 200,
};

/** A zip that cannot be used at all. Sentence: `exchange.problem.<code>`. */
export class ZipRefusal extends Error {
  readonly code: Problem["code"];
  constructor(code: Problem["code"]) {
    super(code);
    this.name = "ZipRefusal";
    this.code = code;
  }
}

/**
 * Unpacks a zip into a folder of its own below the data directory, gives it to `work`, and removes it whatever
 * happens. Every entry is judged by its header before a byte is inflated; what is refused is told, the rest is there.
 * Throws {@link ZipRefusal} when the zip as a whole is damaged, too large or a bomb.
 */
export async function withUnpackedZip<T>(
  file: string,
  work: (folder: string, problems: Problem[]) => Promise<T>,
): Promise<T> {
  const temporary = path.join(dataDirectory(), "tmp");
  await mkdir(temporary, { recursive: true });
  const folder = await mkdtemp(path.join(temporary, "import-"));
  try {
    const problems = await unpack(file, folder);
    return await work(await withoutWrapper(folder), problems);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Most tools zip a folder together with its name: inside a single folder the paths are the same as from the command line. */
async function withoutWrapper(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const only = entries.filter((entry) => entry.name !== "__MACOSX");
  return only.length === 1 && only[0]!.isDirectory() ? path.join(folder, only[0]!.name) : folder;
}

async function unpack(file: string, folder: string): Promise<Problem[]> {
  const zip = await openPromise(file, {
    validateEntrySizes: true,
    decodeStrings: false,
    autoClose: false,
    lazyEntries: true,
  }).catch(() => {
    throw new ZipRefusal("zip-damaged");
  });
  try {
    if (zip.entryCount > zipLimits.entries) throw new ZipRefusal("too-many-files");
    const problems: Problem[] = [];
    const wanted = (await judge(zip, problems)).filter((entry) => entry.wanted);
    for (const { entry, name } of wanted)
      await extract(zip, entry, path.join(folder, ...name.split("/")), name, problems);
    return problems;
  } finally {
    zip.close();
  }
}

interface Judged {
  entry: Entry;
  name: string;
  wanted: boolean;
}

/** Reads every header first, so that a bomb is refused before anything of it is on disk. */
async function judge(zip: ZipFile, problems: Problem[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  let total = 0;
  const names = new Set<string>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (judged.length >= zipLimits.entries) throw new ZipRefusal("too-many-files");
      const name = nameOf(entry);
      const problem = problemOf(entry, name);
      const kind = kindOf(name);
      const wanted = !problem && !name.endsWith("/") && kind !== "other" && !names.has(name);
      if (problem) problems.push({ path: name.slice(0, 200), code: problem, detail: detailOf(problem, name) });
      if (wanted) total += entry.uncompressedSize;
      if (total > zipLimits.totalBytes) throw new ZipRefusal("zip-too-big");
      names.add(name);
      judged.push({ entry, name, wanted });
    }
  } catch (error) {
    if (error instanceof ZipRefusal) throw error;
    throw new ZipRefusal("zip-damaged");
  }
  return judged;
}

/**
 * The entry's name. yauzl would stop at the first bad one; we want to tell it and go on. Names that do not say they
 * are UTF-8 and are not, come from Chinese Windows (GB 18030) far more often than from DOS.
 */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const flagged = (entry.generalPurposeBitFlag & 0x800) !== 0 || entry.extraFields.some((field) => field.id === 0x7075);
  if (flagged) return getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false).normalize("NFC");
  const decoded = decodeName(raw, "utf-8") ?? decodeName(raw, "gb18030") ?? raw.toString("latin1");
  return decoded.replace(/\\/g, "/").normalize("NFC");
}

function decodeName(raw: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(raw);
  } catch {
    return null;
  }
}

function problemOf(entry: Entry, name: string): Problem["code"] | null {
  const unixMode = entry.externalFileAttributes >>> 16;
  const parts = name.split("/");
  if ((unixMode & 0o170000) === 0o120000) return "symlink";
  if (!isGoodName(name)) return "bad-name";
  if (name.startsWith("/") || /^[a-z]:/i.test(name) || parts.includes("..")) return "zip-outside";
  if (parts.length > scanLimits.depth) return "too-deep";
  if (name.endsWith("/")) return null;
  if (/\.(?:zip|tar|tgz|gz|7z|rar)$/i.test(name)) return "zip-nested";
  const kind = kindOf(name);
  if (kind === "other") return null;
  if (entry.isEncrypted()) return "zip-encrypted";
  const limit = kind === "markdown" ? scanLimits.markdownBytes : scanLimits.pictureBytes;
  if (entry.uncompressedSize > limit) return "too-big";
  if (entry.uncompressedSize > 100_000 && entry.uncompressedSize > entry.compressedSize * zipLimits.ratio)
    return "zip-ratio";
  return null;
}

function detailOf(problem: Problem["code"], name: string): string | undefined {
  if (problem !== "too-big") return undefined;
  return String((kindOf(name) === "markdown" ? scanLimits.markdownBytes : scanLimits.pictureBytes) / 1024 ** 2);
}

async function extract(zip: ZipFile, entry: Entry, target: string, name: string, problems: Problem[]): Promise<void> {
  try {
    await mkdir(path.dirname(target), { recursive: true });
    let written = 0;
    const limit = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        written += chunk.length;
        // The header may lie; the bytes do not.
        if (written > entry.uncompressedSize) done(new Error("larger than its header says"));
        else done(null, chunk);
      },
    });
    await pipeline(await zip.openReadStreamPromise(entry), limit, createWriteStream(target, { flags: "wx" }));
  } catch {
    await rm(target, { force: true });
    problems.push({ path: name, code: "unreadable" });
  }
}
