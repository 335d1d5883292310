import { readFileSync } from "node:fs";
import { rawQuery } from "../../db/client";
import { engine } from "../../db/dialect";

/** How many migrations the database has seen; 0 when it does not exist yet. */
export async function appliedMigrations(): Promise<number> {
  try {
    const [row] =
      engine === "postgres"
        ? await rawQuery<{ n: string }>("select count(*) as n from drizzle.__drizzle_migrations")
        : await rawQuery<{ n: number }>("select count(*) as n from __drizzle_migrations");
    return Number(row?.n ?? 0);
  } catch (error) {
    if (/no such table|does not exist/.test(String((error as Error).message))) return 0;
    throw error;
  }
}

/** How many migrations this version knows for the engine in use. */
export function plannedMigrations(): number {
  const journal = new URL(`../../db/migrations/${engine}/meta/_journal.json`, import.meta.url);
  return (JSON.parse(readFileSync(journal, "utf8")) as { entries: unknown[] }).entries.length;
}
