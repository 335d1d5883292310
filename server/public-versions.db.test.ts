import { afterEach, beforeEach, expect, it } from "vitest";
import { transact } from "@/db/client";
import { engine } from "@/db/dialect";
import { communities } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { freshDatabase } from "@/e2e/support/database";
import { bumpPublicVersion } from "@/lib/journal/commands";
import { newId } from "@/lib/platform/ids";
import { announceChange } from "@/lib/platform/signals";
import { followPublicVersions, type PublicVersions } from "./public-versions";

let versions: PublicVersions | null = null;

async function openCommunity(slug: string): Promise<string> {
  const [userId, id] = [newId(), newId()];
  const createdAt = new Date();
  const email = `${slug}@example.org`;
  await transact(async (tx) => {
    await tx.insert(users).values({
      id: userId,
      email,
      emailCanonical: email,
      name: slug,
      handle: slug,
      bio: "",
      isOperator: false,
      createdAt,
    });
    await tx.insert(communities).values({
      id,
      slug,
      name: slug,
      glyph: "x",
      promise: "",
      descriptionMarkdown: "",
      descriptionHtml: "",
      locale: "en",
      zone: "UTC",
      currency: "USD",
      publicVersion: 0,
      createdAt,
      createdBy: userId,
    });
  });
  return id;
}

beforeEach(async () => {
  await freshDatabase();
});
afterEach(() => {
  versions?.stop();
});

it("a public change ends the copies of its community and of the directory, and of no other", async () => {
  const wheels = await openCommunity("wheels");
  await openCommunity("slow-query");
  versions = await followPublicVersions();
  const before = [versions.epoch("wheels"), versions.epoch("slow-query"), versions.epoch(null)];
  await transact((tx) => bumpPublicVersion(tx, wheels));
  expect(versions.epoch("wheels")).not.toBe(before[0]);
  expect(versions.epoch("slow-query")).toBe(before[1]);
  expect(versions.epoch(null)).not.toBe(before[2]);
});

it("notices what another process wrote, and communities it has never heard of", async () => {
  await openCommunity("wheels");
  versions = await followPublicVersions();
  const follower = versions;
  const before = follower.epoch("wheels");
  // No signal: just as if another process had done it.
  await transact(async (tx) => {
    await tx.update(communities).set({ publicVersion: 9 });
  });
  if (engine === "postgres") await expect.poll(() => follower.epoch("wheels"), { timeout: 5000 }).not.toBe(before);
  else await expect.poll(() => follower.epoch("wheels")).not.toBe(before);
  const directory = follower.epoch(null);
  await openCommunity("another");
  await expect.poll(() => follower.epoch(null), { timeout: 5000 }).not.toBe(directory);
});

it("never gives an epoch a second time, also where signal and poll report the same change", async () => {
  const wheels = await openCommunity("wheels");
  versions = await followPublicVersions();
  const seen = [versions.epoch("wheels")];
  for (let round = 0; round < 5; round++) {
    await transact((tx) => bumpPublicVersion(tx, wheels));
    announceChange({ kind: "community", id: wheels });
    seen.push(versions.epoch("wheels"));
    await new Promise((resolve) => setTimeout(resolve, 120));
    seen.push(versions.epoch("wheels"));
  }
  expect([...seen].sort((a, b) => a - b)).toEqual(seen);
});

it("a moved clock ends every copy", async () => {
  await openCommunity("wheels");
  versions = await followPublicVersions();
  const before = versions.epoch("wheels");
  announceChange({ kind: "clock", id: "clock" });
  expect(versions.epoch("wheels")).not.toBe(before);
});
