import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { dataDirectory, publicUrl, readSettings, type Settings, SettingsError } from "../lib/platform/env";
import { explain } from "./explain";
import { suitable } from "./run.mjs";

/** One finding: fine, worth knowing, or in the way of starting. */
export interface Finding {
  level: "ok" | "note" | "problem";
  sentence: string;
}

const ok = (sentence: string): Finding => ({ level: "ok", sentence });
const note = (sentence: string): Finding => ({ level: "note", sentence });
const problem = (sentence: string): Finding => ({ level: "problem", sentence });

/** `npm run doctor`: says in sentences what is missing or misconfigured. Changes nothing. */
export async function examine(): Promise<Finding[]> {
  const findings = [nodeVersion(), await nativeModule()];
  let settings: Settings;
  try {
    settings = readSettings();
  } catch (error) {
    const problems = error instanceof SettingsError ? error.problems : [String(error)];
    return [...findings, ...problems.map((sentence) => problem(`Setting ${sentence}.`))];
  }
  findings.push(ok("All settings can be used."), dataFolder(), diskSpace());
  if (findings.every(({ level }) => level !== "problem")) findings.push(await database());
  findings.push(payments(settings), mail(settings), address(settings), await port(settings.PORT ?? 3000));
  return findings;
}

function nodeVersion(): Finding {
  if (suitable()) return ok(`Node ${process.versions.node} is new enough.`);
  return problem(
    `Node ${process.versions.node} is too old: 24.14 is needed. npm install brings one along; start scripts with npm run.`,
  );
}

async function nativeModule(): Promise<Finding> {
  if (!suitable()) return note("SQLite's driver was not tried: on an old Node it would crash.");
  try {
    const { default: Database } = await import("better-sqlite3");
    const memory = new Database(":memory:");
    const version = memory.prepare("select sqlite_version() as v").pluck().get();
    memory.close();
    return ok(`SQLite ${version} loads.`);
  } catch (error) {
    return problem(
      `SQLite's driver does not load (${(error as Error).message.split("\n")[0]}): delete node_modules and run npm install.`,
    );
  }
}

function dataFolder(): Finding {
  const data = dataDirectory();
  const existing = nearestExisting(data);
  try {
    accessSync(existing, constants.W_OK);
    return existing === data
      ? ok(`The data directory ${data} can be written.`)
      : note(`The data directory ${data} does not exist yet; npm start makes it.`);
  } catch {
    return problem(
      `The data directory ${data} cannot be written by this user: change its owner, or set GUILDHALL_DATA.`,
    );
  }
}

function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(path.dirname(folder));
}

function diskSpace(): Finding {
  const { bavail, bsize } = statfsSync(nearestExisting(dataDirectory()));
  const freeMb = Math.floor((bavail * bsize) / 1024 / 1024);
  const sentence = `${freeMb} MB are free where the data directory stands.`;
  if (freeMb < 200) return problem(`${sentence} At least 200 MB are needed.`);
  return freeMb < 1024 ? note(`${sentence} That is little.`) : ok(sentence);
}

async function database(): Promise<Finding> {
  const { closeDatabase, databaseFile } = await import("../db/client");
  const { engine } = await import("../db/dialect");
  const { appliedMigrations, plannedMigrations } = await import("./archive/migrations");
  if (engine === "sqlite" && !existsSync(databaseFile())) return note("There is no database yet; npm start makes one.");
  try {
    const applied = await appliedMigrations();
    const planned = plannedMigrations();
    await closeDatabase();
    if (applied > planned)
      return problem(
        `The ${engine} database was written by a newer Guildhall (${applied} migrations, this version knows ${planned}).`,
      );
    if (applied < planned)
      return note(`The ${engine} database answers; ${planned - applied} migrations are due, npm start runs them.`);
    return ok(`The ${engine} database answers and is up to date (${applied} migrations).`);
  } catch (error) {
    return problem(explain(error).split("\n")[0]!);
  }
}

function payments(settings: Settings): Finding {
  if (!settings.STRIPE_SECRET_KEY) return note("No Stripe keys: the payment sandbox answers, and no money moves.");
  const kind = settings.STRIPE_SECRET_KEY.includes("_test_") ? "test" : "live";
  if (kind === "live" && !publicUrl().startsWith("https://"))
    return problem("Live Stripe keys need https: set GUILDHALL_URL to the https address.");
  return ok(`Stripe is configured with ${kind} keys; its webhook must point to ${publicUrl()}/api/stripe/webhook.`);
}

function mail(settings: Settings): Finding {
  if (!settings.SMTP_URL) return note("No SMTP_URL: each mail becomes a file in the data directory.");
  return settings.MAIL_FROM
    ? ok("Mail goes out by SMTP.")
    : note("Mail goes out by SMTP, but MAIL_FROM is not set: many servers refuse the default sender.");
}

function address(settings: Settings): Finding {
  if (!settings.GUILDHALL_URL) return note(`GUILDHALL_URL is not set: links in mails point to ${publicUrl()}.`);
  return ok(`People reach Guildhall at ${publicUrl()}.`);
}

function port(number: number): Promise<Finding> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `Port ${number} is in use: by Guildhall itself, or by a program that has to make way (PORT=… chooses another).`;
      resolve(
        error.code === "EADDRINUSE" ? note(taken) : problem(`Port ${number} cannot be opened: ${error.message}.`),
      );
    });
    probe.listen(number, () => probe.close(() => resolve(ok(`Port ${number} is free.`))));
  });
}

if (import.meta.main) {
  const findings = await examine();
  const marks = { ok: "✓", note: "•", problem: "✗" };
  for (const { level, sentence } of findings) console.log(`${marks[level]} ${sentence}`);
  process.exit(findings.some(({ level }) => level === "problem") ? 1 : 0);
}
