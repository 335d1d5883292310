import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, inject } from "vitest";
import { closeDatabase } from "../../db/client";
import { engine } from "../../db/dialect";
import { setClockOffset } from "../../lib/platform/clock";
import { resetSettings } from "../../lib/platform/env";
import { forgetInstallation } from "../../lib/platform/installation";
import { databaseServer } from "./database-server";

let discard: (() => Promise<void>) | null = null;
let ownDatabase: string | null = null;

/**
 * Gives the test an empty, migrated database of the engine in use and an empty data directory, whose path it
 * returns. Call it in `beforeEach`; what the previous call made is thrown away.
 */
export async function freshDatabase(): Promise<string> {
  await discardDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), "guildhall-test-"));
  const dropDatabase = engine === "postgres" ? await copyPostgresTemplate() : copySqliteTemplate(folder);
  process.env.GUILDHALL_DATA = folder;
  resetSettings();
  forgetInstallation();
  setClockOffset(0);
  discard = async () => {
    await dropDatabase();
    rmSync(folder, { recursive: true, force: true });
  };
  return folder;
}

async function discardDatabase(): Promise<void> {
  await closeDatabase();
  await discard?.();
  discard = null;
}

function copySqliteTemplate(folder: string): () => Promise<void> {
  copyFileSync(inject("sqliteTemplate"), path.join(folder, "guildhall.sqlite"));
  return async () => {};
}

/**
 * One database per test file: copied from the template for its first test, emptied after each. Emptying takes a fifth
 * of what dropping and copying take, and a connection to a database that was there before need not read its catalogue.
 */
async function copyPostgresTemplate(): Promise<() => Promise<void>> {
  const server = databaseServer(inject("postgresServer"));
  if (!ownDatabase) {
    ownDatabase = `t_${process.pid}_${randomBytes(4).toString("hex")}`;
    await server.create(ownDatabase, "guildhall_template");
  }
  const name = ownDatabase;
  process.env.DATABASE_URL = server.address(name);
  return () => server.empty(name);
}

afterAll(async () => {
  await discardDatabase();
  if (ownDatabase) await databaseServer(inject("postgresServer")).drop(ownDatabase);
  ownDatabase = null;
});
