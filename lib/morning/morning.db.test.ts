import { eq, inArray } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { firstReplies, projectionState } from "@/db/schema/analytics";
import { grants, subscriptions } from "@/db/schema/billing";
import { communities, members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { jobs } from "@/db/schema/platform";
import { makePaidCommunity, makePerson, type PaidCommunity, subscribeTo } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { makeMember, writePost } from "@/e2e/support/talk-world";
import { findCommunityById } from "@/lib/communities/queries";
import { dayMs, hourMs, now, withTravellingClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { listStoredMails } from "@/lib/platform/mail/mail-folder";
import { chooseLetter } from "./commands";
import { findMorning } from "./find-morning";
import { listEndings, wantsLetter } from "./queries";
import { queueLetters, sendLetter } from "./send-letters";

let world: PaidCommunity;
let ada: string;
beforeEach(async () => {
  await freshDatabase();
  world = await makePaidCommunity();
  ada = await makePerson("Ada");
  await confirm(ada, world.ownerId);
});

/** Makes addresses known to be their owners'. */
const confirm = (...ids: string[]) =>
  transact((tx) => tx.update(users).set({ emailVerifiedAt: now() }).where(inArray(users.id, ids)));

const morning = async (at = now()) => findMorning((await findCommunityById(world.community.id))!, at);

/** Access of a kind, from yesterday to so many days from now; null is for good. */
async function give(userId: string, sourceKind: string, days: number | null, sourceNote: string | null = null) {
  const endsAt = days === null ? null : new Date(now().getTime() + days * dayMs);
  const times = { startsAt: new Date(now().getTime() - dayMs), endsAt, createdAt: now() };
  const source = { sourceKind, sourceId: newId(), sourceNote };
  const benefitId = world.small.benefitId;
  const grant = { id: newId(), communityId: world.community.id, userId, benefitId, ...source, ...times };
  await transact((tx) => tx.insert(grants).values(grant));
}

describe("memberships about to end", () => {
  beforeEach(() => makeMember(world.community.id, { userId: ada }));
  const endings = async () => (await morning()).endings;

  it("are told within fourteen days, with what ends", async () => {
    await give(ada, "comp", 13);
    expect(await endings()).toMatchObject({ total: 1, rows: [{ name: "Ada", kind: "comp" }] });
  });

  it.each([
    ["later than fourteen days", 15, null],
    ["for good", null, null],
    ["to be renewed", 3, "renewing"],
    ["in the grace of a failed renewal, which is told as such", 3, "grace"],
    ["over", -0.5, null],
  ])("are not told of access that is %s", async (_what, days, note) => {
    await give(ada, "subscription", days, note);
    expect((await endings()).total).toBe(0);
  });

  it("go by what ends last", async () => {
    await give(ada, "trial", 2);
    await give(ada, "gift", 9);
    expect(await endings()).toMatchObject({ total: 1, rows: [{ kind: "gift" }] });
    await give(ada, "comp", 40);
    expect((await endings()).total).toBe(0);
  });

  it("are told with their own kind each, in the order in which they end", async () => {
    const kinds = ["comp", "trial", "gift", "subscription"] as const;
    for (const [n, kind] of kinds.entries()) {
      const userId = await makePerson(`Person${n}`);
      await makeMember(world.community.id, { userId });
      await give(userId, kind, n + 1);
      // Another kind at another moment, and of somebody else at the same one.
      await give(userId, kinds[(n + 1) % 4]!, n + 0.5);
    }
    const { rows, total } = await listEndings(world.community.id, now(), 500);
    expect([total, rows.map(({ kind }) => kind)]).toEqual([4, [...kinds]]);
    expect((await listEndings(world.community.id, now(), 2)).rows).toEqual(rows.slice(0, 2));
  });

  it("are not told of who has left, nor of another community's people", async () => {
    const other = await makePaidCommunity("other");
    const eve = await makePerson("Eve");
    await makeMember(other.community.id, { userId: eve });
    await give(eve, "comp", 5);
    await give(ada, "comp", 5);
    await transact((tx) => tx.update(members).set({ leftAt: now() }).where(eq(members.userId, ada)));
    expect((await endings()).total).toBe(0);
  });
});

describe("failed payments", () => {
  it("are told with the end of the grace", async () => {
    await withTravellingClock(new Date("2026-03-01T00:00:00Z"), async () => {
      await subscribeTo(world, ada, world.small.month);
      await transact((tx) => tx.update(subscriptions).set({ status: "past_due" }));
      const { late } = await morning();
      expect(late).toMatchObject({ total: 1, rows: [{ name: "Ada" }] });
      expect(late.rows[0]!.graceEndsAt).toEqual(new Date("2026-03-08T00:00:00Z"));
    });
  });
});

describe("unanswered questions", () => {
  it("are told once the promised hours are over, until somebody answers or it is removed", async () => {
    const { memberId } = await makeMember(world.community.id, { userId: ada });
    const post = await writePost(world.community, memberId, "Why?", { kind: "question", title: "Why?" });
    const asked = { communityId: world.community.id, postId: post.id, kind: "question", askerId: memberId };
    await transact((tx) => tx.insert(firstReplies).values({ ...asked, askedAt: now() }));
    const later = (hours: number) => new Date(now().getTime() + hours * hourMs);
    expect((await morning(later(23))).unanswered.total).toBe(0);
    expect((await morning(later(25))).unanswered).toMatchObject({ total: 1, rows: [{ title: "Why?" }] });
    await transact((tx) => tx.update(communities).set({ answerHours: 48 }));
    expect((await morning(later(25))).unanswered.total).toBe(0);
    await transact((tx) => tx.update(firstReplies).set({ repliedAt: now() }));
    expect((await morning(later(50))).unanswered.total).toBe(0);
  });
});

it("tells of projections that disagree with the journal", async () => {
  expect((await morning()).drift).toBe(0);
  const state = { communityId: world.community.id, zone: "Asia/Shanghai", projectedTo: now(), projectedAt: now() };
  await transact((tx) => tx.insert(projectionState).values({ ...state, driftCount: 2 }));
  expect((await morning()).drift).toBe(2);
});

describe("the weekly letter", () => {
  const monday = new Date("2026-11-23T00:30:00Z");
  const letters = async () => (await read().select().from(jobs)).filter(({ kind }) => kind === "morning.letter");

  it("is queued once for owner and admins, however many instances look", async () => {
    await makeMember(world.community.id, { userId: ada, role: "admin" });
    await makeMember(world.community.id, { role: "moderator" });
    await withTravellingClock(monday, async (travel) => {
      const queued = await Promise.all([queueLetters(), queueLetters(), queueLetters()]);
      expect(queued.reduce((sum, one) => sum + one, 0)).toBe(2);
      travel(new Date(monday.getTime() + dayMs));
      expect(await queueLetters()).toBe(0);
      travel(new Date(monday.getTime() + 7 * dayMs));
      expect(await queueLetters()).toBe(2);
    });
    expect(await letters()).toHaveLength(4);
  });

  it("says the week and what waits, in the reader's language, once per job", async () => {
    await give(ada, "comp", 5);
    await makeMember(world.community.id, { userId: ada });
    const owner = { community: world.community.id, user: world.ownerId, week: "2026-11-23" };
    await sendLetter(owner);
    await sendLetter(owner);
    const [mail, ...rest] = await listStoredMails();
    expect(rest).toEqual([]);
    expect(mail).toMatchObject({ subject: "wheels：一周小结，有 1 件事等你" });
    expect(mail!.text).toContain("11月16日 到 11月22日");
    expect(mail!.text).toContain("1 位会员的权益将在 14 天内到期");
    expect(mail!.text).toContain("/c/wheels/manage");
  });

  it("is not sent to an address nobody has confirmed, nor to one that no longer is when it is posted", async () => {
    const mistyped = await makePerson("Mistyped");
    await makeMember(world.community.id, { userId: mistyped, role: "admin" });
    await withTravellingClock(monday, async () => expect(await queueLetters()).toBe(1));
    const week = { community: world.community.id, week: "2026-11-23" };
    await sendLetter({ ...week, user: mistyped });
    await transact((tx) => tx.update(users).set({ emailVerifiedAt: null }).where(eq(users.id, world.ownerId)));
    await sendLetter({ ...week, user: world.ownerId });
    expect(await listStoredMails()).toEqual([]);
  });

  it("is not sent to who has said no, also between queue and post", async () => {
    const owner = { communityId: world.community.id, userId: world.ownerId };
    await withTravellingClock(monday, async () => {
      await queueLetters();
      await transact((tx) => chooseLetter(tx, { ...owner, wanted: false }));
      await sendLetter({ community: world.community.id, user: world.ownerId, week: "2026-11-23" });
      expect(await listStoredMails()).toEqual([]);
      expect(await wantsLetter(owner.communityId, owner.userId)).toBe(false);
    });
    await withTravellingClock(new Date(monday.getTime() + 7 * dayMs), async () => expect(await queueLetters()).toBe(0));
  });
});
