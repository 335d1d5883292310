import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeDatabase, databaseFile, openSqliteFile } from "../db/client";
import { engine } from "../db/dialect";
import { dataDirectory, resetSettings } from "../lib/platform/env";
import { version } from "../package.json";
import { type Item, type Manifest, writeArchive } from "./archive/archive";
import { appliedMigrations } from "./archive/migrations";
import { dumpTables } from "./archive/tables";
import { explain } from "./explain";
import { step } from "./step.mjs";

/**
 * Writes one archive with everything an installation is: the database as it is at one instant, uploads, mails and the
 * secret. Guildhall may go on running and writing. `portable` writes tables instead of the SQLite file, which either
 * engine can restore; on PostgreSQL that is the only form.
 */
export async function makeBackup(target: string, options: { portable?: boolean } = {}): Promise<Manifest> {
  const data = dataDirectory();
  mkdirSync(data, { recursive: true });
  const draft = mkdtempSync(path.join(tmpdir(), "guildhall-backup-"));
  try {
    const migrations = await appliedMigrations();
    const portable = engine === "postgres" || options.portable === true;
    const items = portable ? await tablesOf(draft) : [{ name: "guildhall.sqlite", file: await copyOfSqlite(draft) }];
    items.push(...filesOf(data));
    const about = {
      guildhall: version,
      madeAt: new Date().toISOString(),
      database: portable ? ("tables" as const) : ("sqlite" as const),
      migrations,
    };
    return await writeArchive(target, about, items);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** SQLite's own online backup: page by page, and again from the start where somebody writes in between. */
async function copyOfSqlite(draft: string): Promise<string> {
  const copy = path.join(draft, "guildhall.sqlite");
  const source = openSqliteFile(databaseFile(), { readonly: true });
  try {
    // All pages in one step: a reader's snapshot, which no writer can restart.
    await source.backup(copy, { progress: () => 1_000_000_000 });
  } finally {
    source.close();
  }
  return copy;
}

async function tablesOf(draft: string): Promise<Item[]> {
  const folder = path.join(draft, "tables");
  mkdirSync(folder);
  if (engine === "sqlite") await dumpCopy(draft, folder);
  else await dumpTables(folder);
  return readdirSync(folder).map((name) => ({ name: `tables/${name}`, file: path.join(folder, name) }));
}

/** On SQLite a long transaction would hold up the running site: dump a copy. */
async function dumpCopy(draft: string, folder: string): Promise<void> {
  await copyOfSqlite(draft);
  await closeDatabase();
  const before = process.env.GUILDHALL_DATA;
  process.env.GUILDHALL_DATA = draft;
  resetSettings();
  try {
    await dumpTables(folder);
    await closeDatabase();
  } finally {
    if (before === undefined) delete process.env.GUILDHALL_DATA;
    else process.env.GUILDHALL_DATA = before;
    resetSettings();
  }
}

/** Everything in the data directory but the live database and what can be made again. */
const leftOut = /^(guildhall\.sqlite|tmp\/|cache\/|backups\/)|\.part$/;

function filesOf(data: string): Item[] {
  return readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ name: path.relative(data, file).split(path.sep).join("/"), file }))
    .filter(({ name }) => !leftOut.test(name))
    .map(({ name, file }) => ({ name: `data/${name}`, file }));
}

if (import.meta.main) {
  const given = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
  const stamp = new Date()
    .toISOString()
    .replace(/[-:]|\..*/g, "")
    .replace("T", "-");
  // npm changes to the project's folder; INIT_CWD is where the person stands.
  const target = path.resolve(process.env.INIT_CWD ?? process.cwd(), given ?? `guildhall-backup-${stamp}.zip`);
  try {
    if (existsSync(target)) throw new Error(`${target} exists already; a backup never overwrites one.`);
    await step("Backing up", async () => {
      const manifest = await makeBackup(target, { portable: process.argv.includes("--portable") });
      console.log(
        `${target}: ${Object.keys(manifest.files).length} files. It contains the installation's secret; keep it as safe as the server.`,
      );
      return true;
    });
    await closeDatabase();
  } catch (error) {
    console.error(explain(error));
    process.exit(1);
  }
}
