import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import path from "node:path";
import { closeDatabase, openSqliteFile, rawQuery } from "../db/client";
import { engine } from "../db/dialect";
import { migrateDatabase } from "../db/migrate";
import { dataDirectory } from "../lib/platform/env";
import { BackupRefused, type Manifest, unpackArchive } from "./archive/archive";
import { loadTables } from "./archive/tables";
import { explain } from "./explain";
import { step } from "./step.mjs";

/**
 * Puts a backup into an empty data directory (and, with DATABASE_URL, an empty database). Everything is unpacked and
 * checked beside the target first; the target stays untouched unless all of it is whole. Throws {@link BackupRefused}
 * with a sentence otherwise.
 */
export async function restoreBackup(archive: string): Promise<Manifest> {
  const data = dataDirectory();
  if (existsSync(data) && readdirSync(data).length > 0) {
    throw new BackupRefused(
      `${data} is not empty. A restore never overwrites: move it away, or set GUILDHALL_DATA to another folder.`,
    );
  }
  const draft = `${data}.restoring-${process.pid}`;
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  try {
    const manifest = await unpackArchive(archive, draft);
    if (manifest.database === "sqlite") checkSqlite(path.join(draft, "guildhall.sqlite"), archive);
    else if (engine === "postgres") await refuseUsedDatabase();
    moveInto(data, draft, manifest);
    await migrateDatabase();
    if (manifest.database === "tables") {
      await loadTables(path.join(draft, "tables"));
      await rebuildSearch();
    }
    return manifest;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function checkSqlite(file: string, archive: string): void {
  if (engine === "postgres") {
    throw new BackupRefused(
      "This backup holds a SQLite file, and DATABASE_URL names PostgreSQL. Make one that suits both: npm run backup -- --portable",
    );
  }
  const database = openSqliteFile(file);
  try {
    const verdict = database.pragma("integrity_check", { simple: true });
    if (verdict !== "ok") throw new BackupRefused(`${archive} is damaged: SQLite says ${verdict}.`);
  } finally {
    database.close();
  }
}

async function refuseUsedDatabase(): Promise<void> {
  await migrateDatabase();
  const [row] = await rawQuery<{ n: string }>(
    "select (select count(*) from users) + (select count(*) from communities) as n",
  );
  if (Number(row?.n) > 0)
    throw new BackupRefused(
      "The database named by DATABASE_URL is not empty. A restore never overwrites: create a new one.",
    );
}

/** The full-text index is each engine's own affair and no part of a portable backup. */
async function rebuildSearch(): Promise<void> {
  const { indexPost } = await import("../lib/search/jobs");
  const posts = await rawQuery<{ id: string }>("select id from posts");
  await step("Indexing for search", async () => {
    for (const { id } of posts) await indexPost({ postId: id });
    return true;
  });
}

function moveInto(data: string, draft: string, manifest: Manifest): void {
  const files = path.join(draft, "data");
  mkdirSync(files, { recursive: true });
  if (manifest.database === "sqlite")
    renameSync(path.join(draft, "guildhall.sqlite"), path.join(files, "guildhall.sqlite"));
  if (existsSync(data)) rmdirSync(data);
  renameSync(files, data);
}

if (import.meta.main) {
  const given = process.argv[2];
  try {
    if (!given) throw new BackupRefused("Which backup? npm run restore -- guildhall-backup-….zip");
    const archive = path.resolve(process.env.INIT_CWD ?? process.cwd(), given);
    if (!existsSync(archive)) throw new BackupRefused(`${archive} does not exist.`);
    await step("Restoring", async () => {
      const manifest = await restoreBackup(archive);
      console.log(`Restored the backup of ${manifest.madeAt} into ${dataDirectory()}.`);
      return true;
    });
    await closeDatabase();
  } catch (error) {
    console.error(error instanceof BackupRefused ? error.message : explain(error));
    process.exit(1);
  }
}
