import { and, asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { benefits, prices, products, subscriptions } from "@/db/schema/billing";
import { journal } from "@/db/schema/journal";
import { freshDatabase } from "@/e2e/support/database";
import { createUser } from "@/lib/identity/commands";
import { record } from "@/lib/journal/commands";
import { dayMs, withTravellingClock } from "@/lib/platform/clock";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { changeRole, joinCommunity, leaveCommunity } from "./commands";
import { foundCommunity } from "./found-community";
import {
  countActive,
  countJoined,
  countMembers,
  countMembersByRole,
  findMember,
  findOwner,
  findRunningMember,
  hasRenewingSubscription,
  listManagedMembers,
  listMembers,
} from "./queries";

const start = new Date("2026-03-01T08:00:00Z");
const day = (count: number) => new Date(start.getTime() + count * dayMs);
const everybody = { search: "", after: null, limit: 100 };

async function person(name: string, handle: string): Promise<string> {
  return transact((tx) => createUser(tx, { name, handle, email: `${handle}@example.org`, passwordHash: null }));
}

async function community(slug: string, createdBy: string) {
  return transact((tx) =>
    foundCommunity(tx, {
      slug,
      name: slug,
      promise: "A promise",
      descriptionMarkdown: "",
      descriptionHtml: "",
      locale: "en",
      zone: "UTC",
      currency: "USD",
      createdBy,
      at: start,
    }),
  );
}

const join = (communityId: string, userId: string, at: Date) =>
  transact((tx) => joinCommunity(tx, { communityId, userId, reason: "free", at }));
const leave = (communityId: string, memberId: string, at: Date) =>
  transact((tx) => leaveCommunity(tx, { communityId, memberId, reason: "left", at }));

async function verbsOf(communityId: string, memberId: string): Promise<string[]> {
  const rows = await read()
    .select({ verb: journal.verb })
    .from(journal)
    .where(and(eq(journal.communityId, communityId), eq(journal.memberId, memberId)))
    .orderBy(asc(journal.at), asc(journal.id));
  return rows.map(({ verb }) => verb);
}

/** A subscription as a sync would leave it. */
async function subscribe(communityId: string, userId: string, status: string, cancelAtPeriodEnd: boolean) {
  const [benefitId, productId, priceId] = [newId(), newId(), newId()];
  await transact(async (tx) => {
    await tx.insert(benefits).values({ id: benefitId, communityId, name: "Plan", createdAt: start });
    await tx.insert(products).values({
      id: productId,
      communityId,
      kind: "subscription",
      name: "Plan",
      promise: "",
      position: 0,
      createdAt: start,
    });
    await tx.insert(prices).values({
      id: priceId,
      communityId,
      productId,
      currency: "USD",
      amount: 1200,
      interval: "month",
      createdAt: start,
    });
    await tx.insert(subscriptions).values({
      id: newId(),
      communityId,
      userId,
      productId,
      priceId,
      stripeSubscriptionId: newId(),
      status,
      live: true,
      startedAt: start,
      currentPeriodStart: start,
      currentPeriodEnd: day(30),
      cancelAtPeriodEnd,
      syncedAt: start,
    });
  });
}

describe("membership", () => {
  let owner: string;
  let ada: string;
  let here: { communityId: string; memberId: string };

  beforeEach(async () => {
    await freshDatabase();
    owner = await person("Olga", "olga");
    ada = await person("Ada", "ada");
    here = await community("here", owner);
  });

  it("joining twice is being a member once, and is written down once", async () => {
    const first = await join(here.communityId, ada, day(1));
    const again = await join(here.communityId, ada, day(2));
    expect(again).toBe(first);
    expect(await countMembers(here.communityId)).toBe(2);
    expect(await verbsOf(here.communityId, first)).toEqual(["member.joined"]);
    expect((await findMember(here.communityId, "ada"))?.joinedAt).toEqual(day(1));
  });

  it("joining from several tabs at once makes one member", async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(() => join(here.communityId, ada, day(1))));
    expect(new Set(ids).size).toBe(1);
    expect(await countMembers(here.communityId)).toBe(2);
  });

  it("who leaves keeps a page and is in no list or count", async () => {
    const memberId = await join(here.communityId, ada, day(1));
    await leave(here.communityId, memberId, day(5));
    expect((await findMember(here.communityId, "ada"))?.leftAt).toEqual(day(5));
    expect(await findRunningMember(here.communityId, memberId)).toBeNull();
    expect(await countMembers(here.communityId)).toBe(1);
    expect(await countJoined(here.communityId, day(0), day(9))).toBe(1);
    const { rows } = await listMembers(here.communityId, everybody);
    expect(rows.map(({ handle }) => handle)).toEqual(["olga"]);
  });

  it("leaving twice is refused the second time", async () => {
    const memberId = await join(here.communityId, ada, day(1));
    await leave(here.communityId, memberId, day(2));
    await expect(leave(here.communityId, memberId, day(3))).rejects.toThrow(NotFound);
  });

  it("coming back is a new period of the same member, with an ordinary role", async () => {
    const memberId = await join(here.communityId, ada, day(1));
    await transact((tx) =>
      changeRole(tx, { communityId: here.communityId, memberId, role: "moderator", actorId: here.memberId }),
    );
    await leave(here.communityId, memberId, day(5));
    expect(await join(here.communityId, ada, day(9))).toBe(memberId);
    expect(await findMember(here.communityId, "ada")).toMatchObject({ leftAt: null, role: "member", joinedAt: day(9) });
    expect((await verbsOf(here.communityId, memberId)).filter((verb) => verb !== "member.role_changed")).toEqual([
      "member.joined",
      "member.left",
      "member.joined",
    ]);
  });

  it("the owner cannot leave", async () => {
    await expect(leave(here.communityId, here.memberId, day(1))).rejects.toMatchObject({ code: "owner-cannot-leave" });
    expect((await findOwner(here.communityId))?.userId).toBe(owner);
  });

  it("a role given again changes nothing and is not written down", async () => {
    const memberId = await join(here.communityId, ada, day(1));
    const toCreator = () =>
      transact((tx) =>
        changeRole(tx, { communityId: here.communityId, memberId, role: "creator", actorId: here.memberId }),
      );
    await toCreator();
    await toCreator();
    expect(await findRunningMember(here.communityId, memberId)).toEqual({ memberId, role: "creator" });
    expect((await verbsOf(here.communityId, memberId)).filter((verb) => verb === "member.role_changed")).toHaveLength(
      1,
    );
  });

  it("a subscription that renews stands in the way of leaving, one that is cancelled does not", async () => {
    await join(here.communityId, ada, day(1));
    await subscribe(here.communityId, ada, "active", false);
    expect(await hasRenewingSubscription(here.communityId, ada)).toBe(true);
    const bob = await person("Bob", "bob");
    await join(here.communityId, bob, day(1));
    await subscribe(here.communityId, bob, "active", true);
    expect(await hasRenewingSubscription(here.communityId, bob)).toBe(false);
  });

  it("managers see who pays and whose payment failed", async () => {
    await join(here.communityId, ada, day(1));
    const bob = await person("Bob", "bob");
    await join(here.communityId, bob, day(2));
    await subscribe(here.communityId, ada, "active", false);
    await subscribe(here.communityId, bob, "past_due", false);
    const standings = async (standing?: "paying" | "late" | "free") =>
      (await listManagedMembers(here.communityId, { ...everybody, standing })).rows.map((row) => [
        row.handle,
        row.standing,
      ]);
    expect(await standings()).toEqual([
      ["bob", "late"],
      ["ada", "paying"],
      ["olga", "free"],
    ]);
    expect(await standings("late")).toEqual([["bob", "late"]]);
    expect(await standings("paying")).toEqual([["ada", "paying"]]);
    expect(await standings("free")).toEqual([["olga", "free"]]);
  });
});

describe("the directory", () => {
  let here: { communityId: string; memberId: string };
  let there: { communityId: string; memberId: string };

  beforeEach(async () => {
    await freshDatabase();
    const owner = await person("Olga", "olga");
    here = await community("here", owner);
    there = await community("there", owner);
    for (const [at, name] of ["Ada", "Bob", "100%", "a_b", "阿默"].entries()) {
      const userId = await person(name, `person-${at}`);
      // Two on the same instant: the id decides, so that a page's edge loses nobody.
      await join(here.communityId, userId, day(1 + Math.floor(at / 2)));
    }
    await join(there.communityId, await person("Tom", "tom"), day(1));
  });

  it("pages through everybody exactly once, latest first", async () => {
    const seen: string[] = [];
    let after = null as Parameters<typeof listMembers>[1]["after"];
    for (let page = 0; page < 10; page++) {
      const { rows, next } = await listMembers(here.communityId, { search: "", after, limit: 2 });
      seen.push(...rows.map(({ handle }) => handle));
      after = next;
      if (!next) break;
    }
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
    expect(seen.at(-1)).toBe("olga");
  });

  it("searches by part of a name or handle, and takes wildcards as they are written", async () => {
    const found = async (search: string) =>
      (await listMembers(here.communityId, { ...everybody, search })).rows.map(({ name }) => name).sort();
    expect(await found("AD")).toEqual(["Ada"]);
    expect(await found("%")).toEqual(["100%"]);
    expect(await found("_")).toEqual(["a_b"]);
    expect(await found("默")).toEqual(["阿默"]);
    expect(await found("person-1")).toEqual(["Bob"]);
    expect(await found("\\")).toEqual([]);
    expect(await found("' or 1=1 --")).toEqual([]);
  });

  it("counts by role what the list shows", async () => {
    expect(await countMembersByRole(here.communityId)).toEqual(
      expect.arrayContaining([
        { role: "owner", count: 1 },
        { role: "member", count: 5 },
      ]),
    );
    expect(await countMembersByRole(here.communityId, "ada")).toEqual([{ role: "member", count: 1 }]);
    const { rows } = await listMembers(here.communityId, { ...everybody, roles: ["owner"] });
    expect(rows.map(({ handle }) => handle)).toEqual(["olga"]);
  });

  it("one community never shows the other's people", async () => {
    const { rows } = await listMembers(there.communityId, everybody);
    expect(rows.map(({ handle }) => handle).sort()).toEqual(["olga", "tom"]);
    expect(await findMember(there.communityId, "person-0")).toBeNull();
    expect(await findMember(here.communityId, "tom")).toBeNull();
    expect(await countMembers(there.communityId)).toBe(2);
    const ada = await findMember(here.communityId, "person-0");
    expect(await findRunningMember(there.communityId, ada!.memberId)).toBeNull();
    await expect(
      transact((tx) =>
        changeRole(tx, {
          communityId: there.communityId,
          memberId: ada!.memberId,
          role: "admin",
          actorId: there.memberId,
        }),
      ),
    ).rejects.toThrow(NotFound);
    await expect(leave(there.communityId, ada!.memberId, day(9))).rejects.toThrow(NotFound);
    expect(await findRunningMember(here.communityId, ada!.memberId)).toMatchObject({ role: "member" });
  });

  it("answers an address that cannot be a handle with nothing", async () => {
    for (const handle of ["", "a".repeat(200), "a\u0000b", "../x", "阿默"]) {
      expect(await findMember(here.communityId, handle)).toBeNull();
    }
  });

  it("counts as active who wrote or reacted within the time, each once, and only here", async () => {
    const ada = (await findMember(here.communityId, "person-0"))!;
    await withTravellingClock(day(10), async () => {
      const entry = { communityId: here.communityId, actorId: ada.memberId, memberId: ada.memberId };
      await transact((tx) => record(tx, { ...entry, verb: "comment.added" }));
      await transact((tx) => record(tx, { ...entry, verb: "reaction.added" }));
    });
    expect(await countActive(here.communityId, day(5), day(15))).toBe(1);
    expect(await countActive(here.communityId, day(11), day(15))).toBe(0);
    expect(await countActive(there.communityId, day(5), day(15))).toBe(0);
  });
});
