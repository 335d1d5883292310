import { eq } from "drizzle-orm";
import { read, type Tx } from "@/db/client";
import { installation } from "@/db/schema/platform";
import { setClockOffset } from "./clock";
import { shared } from "./shared-state";

const known = shared("installation", () => ({ demo: null as boolean | null }));

/** A fact about the installation, or null. */
export async function installationFact(key: string): Promise<string | null> {
  const [row] = await read().select().from(installation).where(eq(installation.key, key)).limit(1);
  return row?.value ?? null;
}

export async function setInstallationFact(tx: Tx, key: string, value: string): Promise<void> {
  await tx.insert(installation).values({ key, value }).onConflictDoUpdate({ target: installation.key, set: { value } });
}

/**
 * True when this data directory was made by the demo seed. It is a property of the data, not a setting: a real
 * directory can never show "enter as", and a demo one can never charge a card. Never changes once read.
 */
export async function isDemo(): Promise<boolean> {
  known.demo ??= (await installationFact("demo")) === "yes";
  return known.demo;
}

/** Marks the directory as a demo. Only the seed calls this, on an empty database. */
export async function markDemo(tx: Tx): Promise<void> {
  await setInstallationFact(tx, "demo", "yes");
  known.demo = true;
}

/** For tests, which change databases under one process. */
export function forgetInstallation(): void {
  known.demo = null;
}

/** Loads how far the demo's story is ahead of real time. */
export async function loadClockOffset(): Promise<void> {
  setClockOffset(Number((await installationFact("clock_offset_ms")) ?? 0));
}
