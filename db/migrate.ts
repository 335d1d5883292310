import { copyFileSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { drizzle as drizzleSqlite } from "drizzle-orm/better-sqlite3";
import { migrate as migrateSqlite } from "drizzle-orm/better-sqlite3/migrator";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { migrate as migratePostgres } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";
import { databaseFile, openSqliteFile } from "./client";
import { engine } from "./dialect";

const folder = (name: string) => path.join(process.cwd(), "db", "migrations", name);

/** Any two instances that start at once take turns at this PostgreSQL advisory lock. The number has no meaning. */
const migrationLock = 716_253_401;

/** Brings the database up to this version. Returns how many migrations ran. Safe to call from several instances. */
export async function migrateDatabase(): Promise<number> {
  return engine === "postgres" ? migratePostgresDatabase(process.env.DATABASE_URL!) : migrateSqliteFile(databaseFile());
}

/**
 * SQLite: foreign keys are off while tables are rebuilt (drizzle-kit drops and recreates them, and ON DELETE CASCADE
 * would take the children along), then checked as a whole. A file that already holds data is copied first.
 */
export function migrateSqliteFile(file: string, migrationsFolder = folder("sqlite")): number {
  const existed = existsSync(file);
  const database = openSqliteFile(file);
  try {
    database.pragma("busy_timeout = 15000");
    const before = countApplied(
      () => database.prepare("select count(*) as n from __drizzle_migrations").get() as { n: number },
    );
    const planned = (JSON.parse(readJournal(migrationsFolder)) as { entries: unknown[] }).entries.length;
    if (before > planned) throw new Error(newerDatabase(before, planned));
    if (existed && before > 0 && before < planned) {
      database.pragma("wal_checkpoint(TRUNCATE)");
      copyFileSync(file, `${file}.before-migration-${before}`);
    }
    database.pragma("foreign_keys = OFF");
    migrateSqlite(drizzleSqlite({ client: database }), { migrationsFolder });
    const broken = database.pragma("foreign_key_check") as unknown[];
    if (broken.length > 0)
      throw new Error(
        `The migration left ${broken.length} rows without their parent; the copy beside the file is intact.`,
      );
    return planned - before;
  } finally {
    database.close();
  }
}

export async function migratePostgresDatabase(url: string, migrationsFolder = folder("postgres")): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    const applied = async () =>
      client.query("select count(*)::int as n from drizzle.__drizzle_migrations").then(
        (result) => result.rows[0].n as number,
        () => 0,
      );
    const before = await applied();
    const planned = (JSON.parse(readJournal(migrationsFolder)) as { entries: unknown[] }).entries.length;
    if (before > planned) throw new Error(newerDatabase(before, planned));
    await migratePostgres(drizzlePostgres({ client }), { migrationsFolder });
    return planned - before;
  } finally {
    await client.end();
  }
}

const newerDatabase = (found: number, known: number) =>
  `This database was written by a newer Guildhall (${found} migrations, this version knows ${known}). Update Guildhall, or restore a backup.`;

function countApplied(query: () => { n: number }): number {
  try {
    return query().n;
  } catch {
    return 0;
  }
}

function readJournal(migrationsFolder: string): string {
  return readFileSync(path.join(migrationsFolder, "meta", "_journal.json"), "utf8");
}
