import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { communities } from "@/db/schema/communities";
import { journal } from "@/db/schema/journal";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity } from "@/e2e/support/talk-world";
import { withTravellingClock } from "@/lib/platform/clock";
import { onChange } from "@/lib/platform/signals";
import { record } from "./commands";
import { verbs } from "./types";

let community: Awaited<ReturnType<typeof makeCommunity>>;

beforeEach(async () => {
  await freshDatabase();
  community = await makeCommunity("chronicle");
});

const version = async () => (await read().select().from(communities))[0]!.publicVersion;
const entries = () => read().select().from(journal);
const write = (verb: (typeof verbs)[number] = "post.published") =>
  transact((tx) => record(tx, { communityId: community.id, verb, detail: { kind: "tutorial" } }));

describe("the journal", () => {
  it("keeps an entry exactly if its change commits, and tells others only then", async () => {
    const heard: string[] = [];
    const stop = onChange(({ kind }) => heard.push(kind));
    const failing = transact(async (tx) => {
      await record(tx, { communityId: community.id, verb: "post.published" });
      throw new Error("undone");
    });
    await expect(failing).rejects.toThrow("undone");
    expect([(await entries()).length, await version(), heard]).toEqual([0, 1, []]);
    await write();
    expect([(await entries()).length, await version(), heard]).toEqual([1, 2, ["community"]]);
    stop();
  });

  it("notes the story's time and the real time of writing apart", async () => {
    const start = new Date("2025-01-01T00:00:00Z");
    await withTravellingClock(start, () => write());
    const [entry] = await entries();
    expect(entry?.at).toEqual(start);
    expect(entry!.recordedAt.getTime()).toBeGreaterThan(Date.UTC(2026, 0));
    expect(entry?.detail).toEqual({ kind: "tutorial" });
  });

  it("voids visitors' copies for what they can notice and for nothing else", async () => {
    const raising: string[] = [];
    for (const verb of verbs) {
      const before = await version();
      await write(verb);
      if ((await version()) > before) raising.push(verb);
    }
    const silent = verbs.filter((verb) => !raising.includes(verb));
    expect(
      silent.every((verb) =>
        /^(paying|grant|subscription|trial|payment|coupon|gift|comp|account|segment|outreach|survey)\./.test(verb),
      ),
    ).toBe(true);
    expect(raising).toContain("comment.edited");
    expect(await entries()).toHaveLength(verbs.length);
  });

  it("loses no version when twenty things happen at once", async () => {
    await Promise.all(Array.from({ length: 20 }, () => write()));
    expect(await version()).toBe(21);
  });
});
