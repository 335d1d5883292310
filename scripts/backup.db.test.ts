import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, read, transact } from "@/db/client";
import { engine } from "@/db/dialect";
import { migrateDatabase } from "@/db/migrate";
import { communities, members, topics } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { freshDatabase } from "@/e2e/support/database";
import { newId } from "@/lib/platform/ids";
import { dumpTables, loadTables } from "./archive/tables";
import { makeBackup } from "./backup";
import { restoreBackup } from "./restore";

const at = new Date("2026-03-01T12:00:00.123Z");

async function somebodyWithACommunity(slug: string): Promise<void> {
  const userId = newId();
  const communityId = newId();
  await transact(async (tx) => {
    await tx.insert(users).values({
      id: userId,
      email: `${slug}@example.org`,
      emailCanonical: `${slug}@example.org`,
      name: `林 O'Neil\n"x"`,
      handle: slug,
      bio: "",
      isOperator: false,
      createdAt: at,
    });
    await tx.insert(communities).values({
      id: communityId,
      slug,
      name: slug,
      glyph: "轮",
      promise: "p",
      descriptionMarkdown: "",
      descriptionHtml: "",
      locale: "zh-CN",
      zone: "Asia/Shanghai",
      currency: "CNY",
      publicVersion: 7,
      createdAt: at,
      createdBy: userId,
    });
    await tx.insert(topics).values({ id: newId(), communityId, slug: "t", name: "T", position: 1 });
    await tx.insert(members).values({ id: newId(), communityId, userId, role: "owner", joinedAt: at });
  });
}

/** Empties what a restore needs empty: a new folder, and on PostgreSQL a new database. */
async function anotherMachine(): Promise<string> {
  const data = await freshDatabase();
  await closeDatabase();
  rmSync(data, { recursive: true });
  return data;
}

describe("backup and restore", () => {
  let data = "";
  let archive = "";

  beforeEach(async () => {
    data = await freshDatabase();
    await somebodyWithACommunity("wheels");
    mkdirSync(path.join(data, "files", "ab"), { recursive: true });
    writeFileSync(path.join(data, "files", "ab", "picture.png"), Buffer.from([1, 2, 3]));
    writeFileSync(path.join(data, "secret"), "s".repeat(64), { mode: 0o600 });
    archive = `${data}-backup.zip`;
    return () => rmSync(archive, { force: true });
  });

  for (const portable of engine === "sqlite" ? [false, true] : [true]) {
    it(`brings rows, files and the secret to an empty machine (${portable ? "portable" : "database file"})`, async () => {
      const before = { users: await read().select().from(users), communities: await read().select().from(communities) };
      await makeBackup(archive, { portable });
      expect(statSync(archive).mode & 0o077).toBe(0);

      const target = await anotherMachine();
      await restoreBackup(archive);
      expect(await read().select().from(users)).toEqual(before.users);
      expect(await read().select().from(communities)).toEqual(before.communities);
      expect(await read().select().from(topics)).toHaveLength(1);
      expect(readFileSync(path.join(target, "files", "ab", "picture.png"))).toEqual(Buffer.from([1, 2, 3]));
      expect(statSync(path.join(target, "secret")).mode & 0o077).toBe(0);
    });
  }

  it("takes one instant while others go on writing", async () => {
    let writing = true;
    const writer = (async () => {
      for (let n = 0; writing; n++) {
        await somebodyWithACommunity(`c${n}`);
        // SQLite answers within the same tick: without a pause nothing else would ever run.
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await makeBackup(archive);
    writing = false;
    await writer;
    await anotherMachine();
    await restoreBackup(archive);
    const owners = await read().select().from(members);
    expect(owners).toHaveLength((await read().select().from(communities)).length);
  });

  it("refuses a damaged archive wherever the damage is, and leaves the target untouched", async () => {
    await makeBackup(archive);
    const whole = readFileSync(archive);
    const target = await anotherMachine();
    const damaged = [whole.subarray(0, whole.length - 200), Buffer.from("no zip"), Buffer.alloc(0)];
    for (const at of [0.2, 0.5, 0.8]) {
      const copy = Buffer.from(whole);
      const offset = Math.floor(copy.length * at);
      copy[offset] = copy[offset]! ^ 0xff;
      damaged.push(copy);
    }
    for (const bytes of damaged) {
      writeFileSync(archive, bytes);
      await expect(restoreBackup(archive)).rejects.toThrow(/damaged|no backup|no Guildhall/);
      expect(() => statSync(target)).toThrow();
    }
  });

  it("refuses to overwrite", async () => {
    await makeBackup(archive);
    await expect(restoreBackup(archive)).rejects.toThrow(/not empty/);
  });
});

describe("portable tables", () => {
  it("pages through tables larger than one page in key order, also with composite keys", async () => {
    const data = await freshDatabase();
    for (let n = 0; n < 5; n++) await somebodyWithACommunity(`c${n}`);
    const [community] = await read().select().from(communities);
    const rows = Array.from({ length: 2500 }, (_, n) => ({
      id: newId(),
      communityId: community!.id,
      slug: `t${n}`,
      name: "名",
      position: n,
    }));
    await transact(async (tx) => {
      for (let n = 0; n < rows.length; n += 500) await tx.insert(topics).values(rows.slice(n, n + 500));
    });
    const folder = path.join(data, "dump");
    mkdirSync(folder);
    const dumped = await dumpTables(folder);
    expect(dumped.topics).toBe(2505);
    const kept = `${data}-dump`;
    const { renameSync } = await import("node:fs");
    renameSync(folder, kept);
    await freshDatabase();
    await migrateDatabase();
    expect(await loadTables(kept)).toEqual(dumped);
    rmSync(kept, { recursive: true });
  });
});
