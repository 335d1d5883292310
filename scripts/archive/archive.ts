import { createHash } from "node:crypto";
import { chmodSync, createReadStream, createWriteStream, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openPromise, type ZipFile } from "yauzl";
import { ZipFile as ZipWriter } from "yazl";
import { sealArchive, sealHolds } from "./seal";

/** What a backup says about itself; the first thing in the archive. */
export interface Manifest {
  guildhall: string;
  madeAt: string;
  /** "sqlite": the database file itself; "tables": one NDJSON file a table, for either engine. */
  database: "sqlite" | "tables";
  migrations: number;
  /** Size and SHA-256 of each other entry. */
  files: Record<string, { bytes: number; sha256: string }>;
}

/** One file that goes into the archive. */
export interface Item {
  name: string;
  file: string;
}

const manifestName = "manifest.json";

/** A backup that cannot be trusted or does not fit. The message is a sentence for the operator. */
export class BackupRefused extends Error {}

/** Writes `items` and their checksums into one zip file, readable by its owner only. It appears when it is complete. */
export async function writeArchive(target: string, about: Omit<Manifest, "files">, items: Item[]): Promise<Manifest> {
  const manifest: Manifest = { ...about, files: {} };
  for (const { name, file } of items) manifest.files[name] = { bytes: statSync(file).size, sha256: await sha256(file) };
  const zip = new ZipWriter();
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 1)), manifestName);
  for (const { name, file } of items) zip.addFile(file, name, { compressionLevel: 3 });
  zip.end();
  const part = `${target}.part`;
  mkdirSync(path.dirname(target), { recursive: true });
  try {
    await pipeline(zip.outputStream, createWriteStream(part, { mode: 0o600 }));
    await sealArchive(part);
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  return manifest;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}

/**
 * Unpacks an archive into `folder` and checks every byte against the manifest. Throws {@link BackupRefused} when
 * anything is missing, added or changed; the folder is then worthless.
 */
export async function unpackArchive(archive: string, folder: string): Promise<Manifest> {
  if (!(await sealHolds(archive)))
    throw new BackupRefused(`${archive} is damaged or no Guildhall backup: its checksum does not match.`);
  const zip = await openPromise(archive, { autoClose: false, validateEntrySizes: true }).catch(() => {
    throw new BackupRefused(`${archive} is no backup, or its end is missing.`);
  });
  try {
    return await unpackEntries(zip, archive, folder);
  } catch (error) {
    if (error instanceof BackupRefused || isDiskProblem(error)) throw error;
    throw new BackupRefused(`${archive} is damaged: ${(error as Error).message}.`);
  } finally {
    zip.close();
  }
}

async function unpackEntries(zip: ZipFile, archive: string, folder: string): Promise<Manifest> {
  let manifest: Manifest | null = null;
  const missing = new Set<string>();
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    if (!manifest) {
      if (name !== manifestName || entry.uncompressedSize > 64 * 1024 * 1024)
        throw new BackupRefused(`${archive} is no Guildhall backup.`);
      manifest = JSON.parse(await text(await zip.openReadStreamPromise(entry))) as Manifest;
      for (const expected of Object.keys(manifest.files)) missing.add(expected);
      continue;
    }
    const expected = manifest.files[name];
    if (!expected || !missing.delete(name))
      throw new BackupRefused(`${archive} is damaged: ${name} does not belong to it.`);
    const found = await writeEntry(
      await zip.openReadStreamPromise(entry),
      path.join(folder, name),
      entry.externalFileAttributes >>> 16,
    );
    if (found !== expected.sha256)
      throw new BackupRefused(`${archive} is damaged: the checksum of ${name} does not match.`);
  }
  if (!manifest) throw new BackupRefused(`${archive} is empty.`);
  if (missing.size > 0) throw new BackupRefused(`${archive} is damaged: ${[...missing][0]} is missing.`);
  return manifest;
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString("utf8");
}

/** Returns the SHA-256 of what was written. yauzl has refused names that would leave the folder. */
async function writeEntry(stream: NodeJS.ReadableStream, target: string, mode: number): Promise<string> {
  const hash = createHash("sha256");
  const hashing = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  mkdirSync(path.dirname(target), { recursive: true });
  await pipeline(stream, hashing, createWriteStream(target));
  chmodSync(target, mode & 0o600 || 0o600);
  return hash.digest("hex");
}

function isDiskProblem(error: unknown): boolean {
  return ["ENOSPC", "EACCES", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "");
}
