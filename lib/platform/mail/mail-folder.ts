import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { wallClock } from "../clock";
import { dataDirectory } from "../env";
import { shortCode } from "../ids";
import type { Mail, StoredMail } from "./types";

/** Where mails go while no SMTP server is set: one JSON file each, named so that the newest sorts last. */
const folder = () => path.join(dataDirectory(), "mail");

/** Writes a mail aside and then renames it: whoever lists the folder sees whole mails only. */
export async function storeMail(mail: Mail, from: string): Promise<void> {
  const at = wallClock().toISOString();
  const id = `${at.replace(/[:.]/g, "-")}-${shortCode(6)}`;
  const stored: StoredMail = { id, at, from, ...mail };
  await mkdir(folder(), { recursive: true });
  const file = path.join(folder(), `${id}.json`);
  await writeFile(`${file}.part`, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.part`, file);
}

/** The newest stored mails, newest first. */
export async function listStoredMails(limit = 100): Promise<StoredMail[]> {
  const names = await readdir(folder()).catch(() => []);
  const newest = names
    .filter((name) => name.endsWith(".json"))
    .sort()
    .reverse()
    .slice(0, limit);
  const mails = await Promise.all(newest.map((name) => findStoredMail(name.slice(0, -".json".length))));
  return mails.filter((mail) => mail !== null);
}

/** One stored mail, or null. The id is checked before it becomes part of a path. */
export async function findStoredMail(id: string): Promise<StoredMail | null> {
  if (!/^[0-9TZ-]{20,30}-[a-z0-9]{6}$/.test(id)) return null;
  const text = await readFile(path.join(folder(), `${id}.json`), "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as StoredMail);
}
