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
let serial = 0;

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

async function copyPostgresTemplate(): Promise<() => Promise<void>> {
  const server = databaseServer(inject("postgresServer"));
  const name = `t_${process.pid}_${++serial}`;
  await server.create(name, "guildhall_template");
  process.env.DATABASE_URL = server.address(name);
  return () => server.drop(name);
}

afterAll(discardDatabase);
