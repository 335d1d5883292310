import { createHash } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { wallClock } from "../clock";
import { dataDirectory } from "../env";
import { shortCode } from "../ids";
import type { Mail, StoredMail } from "./types";

/** Where mails go while no SMTP server is set: one JSON file each, named so that the newest sorts last. */
const folder = () => path.join(dataDirectory(), "mail");

/**
 * Writes a mail aside and then renames it: whoever lists the folder sees whole mails only. A mail with a key is kept
 * once for each receiver, however often its job runs: a crash between sending and noting it makes no second mail.
 */
export async function storeMail(mail: Mail, from: string): Promise<void> {
  const at = wallClock().toISOString();
  const id = `${at.replace(/[:.]/g, "-")}-${shortCode(6)}`;
  const stored: StoredMail = { id, at, from, ...mail };
  await mkdir(folder(), { recursive: true });
  const file = path.join(folder(), `${id}.json`);
  await writeFile(`${file}.part`, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600 });
  if (mail.key) await keepOnce(`${file}.part`, mail);
  else await rename(`${file}.part`, file);
}

/** Of two drafts of one mail the first to take the key's name is the mail; a link can be made once only. */
async function keepOnce(draft: string, { key, to }: Mail): Promise<void> {
  const digest = createHash("sha256").update(`${key}\n${to}`).digest("hex");
  const keys = path.join(folder(), "keys");
  await mkdir(keys, { recursive: true });
  const taken = path.join(keys, `${digest}.json`);
  await link(draft, taken).catch(unlessThere);
  await unlink(draft);
  // Also after a crash between the two links: the mail that has the key is the one that is shown.
  const { id } = JSON.parse(await readFile(taken, "utf8")) as StoredMail;
  await link(taken, path.join(folder(), `${id}.json`)).catch(unlessThere);
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
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
