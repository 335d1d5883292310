import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { migratePostgresDatabase, migrateSqliteFile } from "../../db/migrate";
import { databaseServer } from "./database-server";
import { startPostgres } from "./postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** A migrated, empty SQLite file; copied for each test. */
    sqliteTemplate: string;
    /** The PostgreSQL server that holds the database `guildhall_template`. */
    postgresServer: string;
  }
}

/** Vitest's global set-up of the projects "sqlite" and "postgres": migrates one empty database per run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  return project.name === "postgres" ? preparePostgres(project) : prepareSqlite(project);
}

async function prepareSqlite(project: TestProject) {
  const folder = mkdtempSync(path.join(tmpdir(), "guildhall-template-"));
  const file = path.join(folder, "guildhall.sqlite");
  migrateSqliteFile(file);
  project.provide("sqliteTemplate", file);
  return async () => rmSync(folder, { recursive: true, force: true });
}

async function preparePostgres(project: TestProject) {
  const server = await startPostgres();
  const admin = databaseServer(server.url);
  await admin.drop("guildhall_template");
  await admin.create("guildhall_template");
  await migratePostgresDatabase(admin.address("guildhall_template"));
  project.provide("postgresServer", server.url);
  return () => server.stop();
}
