import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { memberSpans } from "@/db/schema/analytics";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { journal } from "@/db/schema/journal";
import { letterRefusals, outreachMembers, riskScores } from "@/db/schema/outreach";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, makeMember } from "@/e2e/support/talk-world";
import { createCoupon } from "@/lib/billing/commands/coupons";
import { wordsFor } from "@/lib/i18n/words";
import { dayMs, withTravellingClock } from "@/lib/platform/clock";
import { runReadyJobs, sweepJobs } from "@/lib/platform/jobs";
import { listStoredMails } from "@/lib/platform/mail/mail-folder";
import { listCandidates } from "./candidates";
import { beginOutreach, chooseLetters, claimLetter, noteCall } from "./commands/outreach";
import { letterToken, memberOfToken } from "./letter-token";
import { isOffer, newOffer } from "./offer";
import { outreachCells, outreachColumns } from "./outreach-csv";
import { stateOf } from "./outreach-state";
import { postLetters } from "./post-letters";
import { findLetterWish } from "./queries/letters";
import { countStayed, findOutreach, listOutreach, listOutreachMembers, listUnreachable } from "./queries/outreach";
import { ChosenQuery } from "./schema";
import { stopLetters } from "./stop-letters";
import type { ArmName, OutreachMember } from "./types";
import { upliftOf } from "./uplift";

const start = new Date("2026-10-01T09:00:00Z");
const later = (days: number) => new Date(start.getTime() + days * dayMs);

let community: { id: string; slug: string; ownerId: string };

beforeEach(async () => {
  await freshDatabase();
  community = await makeCommunity("guild");
});

async function makeMembers(n: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < n; i++) ids.push((await makeConfirmed()).memberId);
  return ids;
}

/** A member whose address is known to be theirs. */
async function makeConfirmed() {
  const made = await makeMember(community.id);
  await setConfirmed(made.userId, start);
  return made;
}

const setConfirmed = (userId: string, emailVerifiedAt: Date | null) =>
  transact((tx) => tx.update(users).set({ emailVerifiedAt }).where(eq(users.id, userId)));

interface Begun {
  kind?: "write" | "offer" | "call";
  message?: string;
  couponId?: string | null;
}

const begin = (
  ids: readonly string[],
  { kind = "write", message = "First.\n\nSecond <b>.", couponId = null }: Begun = {},
) =>
  transact((tx) =>
    beginOutreach(tx, {
      communityId: community.id,
      actorId: community.ownerId,
      kind,
      name: "Come back",
      subject: "We miss you",
      message,
      couponId,
      candidates: ids.map((memberId) => ({ memberId, points: 40 })),
    }),
  );

const people = async (id: string) => (await listOutreachMembers(community.id, id, { after: null, limit: 1000 })).rows;
const entries = async (verb: string) => (await read().select().from(journal)).filter((entry) => entry.verb === verb);

describe("beginning an outreach", () => {
  it("holds one in ten out, puts nobody in twice and notes it in the journal", async () => {
    const ids = await makeMembers(23);
    const { id, reached, held, leftOut } = await begin(ids);
    expect({ reached, held, leftOut }).toEqual({ reached: 21, held: 2, leftOut: 0 });
    const chosen = await people(id);
    expect(chosen.map(({ memberId }) => memberId).sort()).toEqual([...ids].sort());
    expect(chosen.filter(({ arm }) => arm === "held")).toHaveLength(2);
    const [begun] = await entries("outreach.begun");
    expect(begun).toMatchObject({
      actorId: community.ownerId,
      objectId: id,
      detail: { kind: "write", reached: 21, held: 2 },
    });
    expect(await listOutreach(community.id)).toMatchObject([{ id, reached: 21, held: 2, sent: 0 }]);
  });

  it("leaves out who wants no letters, who was chosen lately, who has left and who runs the community", async () => {
    await withTravellingClock(start, async (travel) => {
      const [refuser, recent, gone, free] = await makeMembers(4);
      await transact((tx) => chooseLetters(tx, { communityId: community.id, memberId: refuser!, wanted: false }));
      await transact((tx) => tx.update(members).set({ leftAt: start }).where(eq(members.id, gone!)));
      await begin([recent!]);
      travel(later(13));
      const all = [refuser!, recent!, gone!, free!, community.ownerId];
      const { id, leftOut } = await begin(all);
      expect((await people(id)).map(({ memberId }) => memberId)).toEqual([free]);
      expect(leftOut).toBe(4);
      // Calls are no letters: only who has gone or runs the community is left out.
      const calls = await begin(all, { kind: "call" });
      expect((await people(calls.id)).map(({ memberId }) => memberId).sort()).toEqual(
        [refuser!, recent!, free!].sort(),
      );
      travel(later(14));
      expect((await begin([recent!])).reached).toBe(1);
    });
  });

  it("writes to nobody whose address has not been confirmed: it may be a stranger's", async () => {
    const { memberId } = await makeMember(community.id);
    const [known] = await makeMembers(1);
    const { id, leftOut } = await begin([memberId, known!]);
    expect([(await people(id)).map((one) => one.memberId), leftOut]).toEqual([[known], 1]);
    const since = new Date(0);
    const reasons = await listUnreachable(community.id, [memberId, known!], { letters: true, since });
    expect([reasons.get(memberId), reasons.get(known!)]).toEqual(["unconfirmed", "recent"]);
    await transact((tx) => chooseLetters(tx, { communityId: community.id, memberId, wanted: false }));
    expect((await listUnreachable(community.id, [memberId], { letters: true, since })).get(memberId)).toBe("refused");
    // They may be called: nobody's mailbox is part of that.
    expect((await begin([memberId], { kind: "call" })).reached).toBe(1);
  });

  it("rests after a letter for who was held out of it, too", async () => {
    const ids = await makeMembers(10);
    await begin(ids);
    await expect(begin(ids)).rejects.toMatchObject({ code: "outreach-nobody" });
  });

  it("writes to nobody twice when two are begun at once", async () => {
    const ids = await makeMembers(12);
    const outcomes = await Promise.allSettled([begin(ids), begin(ids), begin(ids)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await read().select().from(outreachMembers)).toHaveLength(12);
  });

  it("takes the ticked ones of this community, or all the filters name, and nobody for nonsense", async () => {
    const ids = await makeMembers(3);
    const other = await makeCommunity("elsewhere");
    const stranger = await makeMember(other.id);
    const at = new Date();
    const row = { asOf: at, reasons: [], monthlyAmount: 0, standing: "paying" };
    const scores = [
      [community.id, ids[0]!, 60, "high", "|cancelled|"],
      [community.id, ids[1]!, 20, "medium", "|visits|"],
      [community.id, ids[2]!, 0, "low", "|"],
      [other.id, stranger.memberId, 60, "high", "|cancelled|"],
    ] as const;
    await transact((tx) =>
      tx.insert(riskScores).values(
        scores.map(([communityId, memberId, points, band, reasonKeys]) => ({
          ...row,
          communityId,
          memberId,
          points,
          band,
          reasonKeys,
        })),
      ),
    );
    const zoned = { ...community, zone: "UTC" };
    const chosen = async (query: Record<string, unknown>) =>
      (await listCandidates(zoned, ChosenQuery.parse(query), at)).map(({ memberId }) => memberId);
    expect(await chosen({ all: "yes" })).toEqual([ids[0], ids[1]]);
    expect(await chosen({ all: "yes", reason: "visits" })).toEqual([ids[1]]);
    expect(await chosen({ member: [ids[2], stranger.memberId] })).toEqual([ids[2]]);
    expect(await chosen({})).toEqual([]);
    expect(await chosen({ member: "nonsense" })).toEqual([]);
    expect(await chosen({ all: "yes", segment: crypto.randomUUID() })).toEqual([]);
  });
});

describe("the letters", () => {
  it("go to everybody reached, once, however often and at once the job runs; nobody held out gets one", async () => {
    const ids = await makeMembers(12);
    const { id } = await begin(ids);
    const counts = await Promise.all([postLetters(), postLetters(), postLetters()]);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(11);
    expect(await postLetters()).toBe(0);
    const mails = await listStoredMails();
    const chosen = await people(id);
    const addresses = chosen.filter(({ arm }) => arm === "reached").map(({ email }) => email);
    expect(mails.map(({ to }) => to).sort()).toEqual(addresses.sort());
    expect(chosen.filter(({ sentAt }) => sentAt !== null)).toHaveLength(11);
    expect((await entries("outreach.reached")).map(({ memberId }) => memberId)).toHaveLength(11);
  });

  it("are called for as soon as the outreach begins", async () => {
    const [id] = await makeMembers(1);
    await begin([id!]);
    const { registerJobs } = await import("@/lib/platform/job-registry");
    await registerJobs();
    await runReadyJobs();
    await sweepJobs();
    expect(await listStoredMails()).toHaveLength(1);
  });

  it("say what the owner wrote as it is, in the frame of the reader's language, with a way to stop them", async () => {
    const { memberId, userId } = await makeConfirmed();
    await transact((tx) => tx.update(users).set({ locale: "zh-CN", name: "小林" }).where(eq(users.id, userId)));
    const offer = { ...newOffer(2000, new Date()), communityId: community.id, actorId: null, code: "BACKAGAIN" };
    const couponId = await transact((tx) => createCoupon(tx, offer));
    await begin([memberId], { kind: "offer", couponId });
    await postLetters();
    const [mail] = await listStoredMails();
    expect(mail?.subject).toBe("We miss you");
    expect(mail?.text).toContain("小林");
    expect(mail?.text).toContain("First.\n\nSecond <b>.");
    expect(mail?.text).toContain("BACKAGAIN");
    expect(mail?.text).toContain("/c/guild/join?coupon=BACKAGAIN");
    expect(mail?.html).toContain("Second &lt;b&gt;.");
    const address = mail!.text.match(/https?:\S+\/letters\?token=\S+/)?.[0];
    const token = new URL(address!).searchParams.get("token")!;
    expect(memberOfToken(community.id, token)).toBe(memberId);
    expect(mail?.headers?.["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
    expect(mail?.headers?.["List-Unsubscribe"]).toContain("/api/letters/stop?community=guild&token=");
  });

  it("are let be when the address is no longer confirmed as it is to be sent", async () => {
    const { memberId, userId } = await makeConfirmed();
    const { id } = await begin([memberId]);
    await setConfirmed(userId, null);
    expect([await postLetters(), (await listStoredMails()).length]).toEqual([0, 0]);
    const [left] = await people(id);
    expect([left?.note, left?.sentAt]).toEqual(["unconfirmed", null]);
    expect(stateOf(left!, { kind: "write", createdAt: start }, start)).toBe("unconfirmed");
    await setConfirmed(userId, start);
    expect(await postLetters()).toBe(0);
  });

  it("are let be for who has left or said no since, and given up after three days", async () => {
    await withTravellingClock(start, async (travel) => {
      const [gone, refuser, fine] = await makeMembers(3);
      const { id } = await begin([gone!, refuser!, fine!]);
      await transact((tx) => tx.update(members).set({ leftAt: start }).where(eq(members.id, gone!)));
      await transact((tx) => chooseLetters(tx, { communityId: community.id, memberId: refuser!, wanted: false }));
      expect(await postLetters()).toBe(1);
      const states = new Map((await people(id)).map((one) => [one.memberId, [one.note, one.sentAt !== null]]));
      expect([states.get(gone!), states.get(refuser!), states.get(fine!)]).toEqual([
        ["gone", false],
        ["refused", false],
        ["", true],
      ]);
      const [late] = await makeMembers(1);
      await begin([late!]);
      travel(later(4));
      expect(await postLetters()).toBe(0);
    });
  });

  it("are lost rather than sent twice when the process dies between taking and sending one", async () => {
    const [memberId] = await makeMembers(1);
    const { id } = await begin([memberId!]);
    expect(await transact((tx) => claimLetter(tx, id, memberId!))).toBe(true);
    expect(await transact((tx) => claimLetter(tx, id, memberId!))).toBe(false);
    expect([await postLetters(), (await listStoredMails()).length]).toEqual([0, 0]);
  });
});

describe("saying no", () => {
  it("works with the letter's token, for this member of this community alone, and can be taken back", async () => {
    const [memberId, other] = await makeMembers(2);
    const elsewhere = await makeCommunity("elsewhere");
    const token = letterToken(community.id, memberId!);
    expect(await stopLetters("guild", token)).toBe(true);
    expect(await stopLetters("guild", token)).toBe(true);
    expect(await findLetterWish(community.id, memberId!)).toEqual({ wanted: false });
    expect(await findLetterWish(community.id, other!)).toEqual({ wanted: true });
    for (const [slug, bad] of [
      ["elsewhere", token],
      ["guild", `${other}.${token.split(".")[1]}`],
      ["guild", letterToken(elsewhere.id, other!)],
      ["guild", ""],
      ["nowhere", token],
    ] as const)
      expect(await stopLetters(slug, bad)).toBe(false);
    expect(await read().select().from(letterRefusals)).toHaveLength(1);
    await transact((tx) => chooseLetters(tx, { communityId: community.id, memberId: memberId!, wanted: true }));
    expect(await findLetterWish(community.id, memberId!)).toEqual({ wanted: true });
  });
});

describe("calls", () => {
  const call = (outreachId: string, memberId: string, note: string, done: boolean, communityId = community.id) =>
    transact((tx) => noteCall(tx, { communityId, outreachId, memberId, actorId: community.ownerId, note, done }));

  it("are done once, with a note that can be changed, and no mail goes out", async () => {
    const ids = await makeMembers(10);
    const { id } = await begin(ids, { kind: "call" });
    const reached = (await people(id)).find(({ arm }) => arm === "reached")!.memberId;
    await call(id, reached, "no answer", false);
    await call(id, reached, "talked", true);
    await call(id, reached, "talked for long", true);
    await call(id, reached, "and again", false);
    const one = (await people(id)).find(({ memberId }) => memberId === reached)!;
    expect([one.note, one.doneAt !== null]).toEqual(["and again", true]);
    expect(await entries("outreach.reached")).toHaveLength(1);
    expect([await postLetters(), (await listStoredMails()).length]).toEqual([0, 0]);
  });

  it("are not made to who is held out, who is not in it, or by way of another community or a letter", async () => {
    const ids = await makeMembers(11);
    const { id } = await begin(ids.slice(0, 10), { kind: "call" });
    const held = (await people(id)).find(({ arm }) => arm === "held")!.memberId;
    const reached = (await people(id)).find(({ arm }) => arm === "reached")!.memberId;
    const elsewhere = await makeCommunity("elsewhere");
    const letter = await begin([ids[10]!]);
    for (const refused of [
      () => call(id, held, "", true),
      () => call(id, ids[10]!, "", true),
      () => call(id, reached, "", true, elsewhere.id),
      () => call(letter.id, ids[10]!, "", true),
    ])
      await expect(refused()).rejects.toMatchObject({ code: "gone" });
  });
});

describe("the people of an outreach", () => {
  const listed = async (id: string, arm: ArmName | undefined, limit: number) => {
    const found: OutreachMember[] = [];
    for (let after: Parameters<typeof listOutreachMembers>[2]["after"] = null; ; ) {
      const page = await listOutreachMembers(community.id, id, { arm, after, limit });
      found.push(...page.rows);
      if (!page.next) return found;
      after = page.next;
    }
  };

  it("are all listed, page by page, each once and in one order, however many have equal points", async () => {
    const ids = await makeMembers(33);
    const candidates = ids.map((memberId, n) => ({ memberId, points: 20 + (n % 3) * 10 }));
    const texts = { name: "n", subject: "s", message: "m", couponId: null };
    const { id } = await transact((tx) =>
      beginOutreach(tx, {
        ...{ communityId: community.id, actorId: community.ownerId },
        kind: "call",
        ...texts,
        candidates,
      }),
    );
    const whole = await listed(id, undefined, 1000);
    expect(whole.map(({ memberId }) => memberId).sort()).toEqual([...ids].sort());
    for (const limit of [1, 4, 33]) expect(await listed(id, undefined, limit)).toEqual(whole);
    const [reached, held] = [await listed(id, "reached", 5), await listed(id, "held", 2)];
    expect([reached.length, held.length]).toEqual([30, 3]);
    expect(whole.map(({ points }) => points)).toEqual(whole.map(({ points }) => points).sort((a, b) => b - a));
  });

  it("come with those still to be called first, so that a list of any length can be worked from its first page", async () => {
    const ids = await makeMembers(9);
    const { id } = await begin(ids, { kind: "call" });
    const called: string[] = [];
    for (let n = 0; n < ids.length; n++) {
      const { rows } = await listOutreachMembers(community.id, id, { arm: "reached", after: null, limit: 1 });
      const { memberId } = rows[0]!;
      const call = { communityId: community.id, outreachId: id, memberId, actorId: community.ownerId };
      await transact((tx) => noteCall(tx, { ...call, note: "talked", done: true }));
      called.push(memberId);
    }
    expect(called.sort()).toEqual([...ids].sort());
  });

  it("stand in the file as on the page, both arms, in both languages", async () => {
    const ids = await makeMembers(10);
    const outreach = { kind: "write", createdAt: start };
    const { id } = await begin(ids);
    await postLetters();
    for (const words of [wordsFor("en"), wordsFor("zh-CN")]) {
      const rows = (await people(id)).map((one) => outreachCells(one, outreach, { now: start, words }));
      const states = rows.map((cells) => cells[outreachColumns(words).indexOf(words.t("outreach.csv.state"))]);
      expect(states.filter((state) => state === words.t("outreach.state.sent"))).toHaveLength(9);
      expect(states.filter((state) => state === words.t("outreach.state.held"))).toHaveLength(1);
    }
  });
});

describe("what an outreach has brought", () => {
  it("counts who pays at the horizon, everybody in the arm they were put into", async () => {
    await withTravellingClock(start, async () => {
      const ids = await makeMembers(120);
      const { id } = await begin(ids);
      const arms = new Map((await people(id)).map(({ memberId, arm }) => [memberId, arm]));
      const reached = ids.filter((one) => arms.get(one) === "reached");
      const held = ids.filter((one) => arms.get(one) === "held");
      expect([reached.length, held.length]).toEqual([108, 12]);
      const unit = { cohortMonth: 0, cohortWeek: 0, fromMonth: 0, fromWeek: 0, ordinal: 0 };
      const pays = (memberId: string, endsAt: Date | null) =>
        transact((tx) =>
          tx.insert(memberSpans).values({
            ...unit,
            communityId: community.id,
            scope: "paying",
            memberId,
            startsAt: later(-90),
            endsAt,
          }),
        );
      for (const one of reached.slice(0, 100)) await pays(one, null);
      for (const one of reached.slice(100)) await pays(one, later(20));
      for (const one of held.slice(0, 4)) await pays(one, later(31));
      for (const one of held.slice(4)) await pays(one, later(30));
      const trial = (await findOutreach(community.id, id))!;
      const counted = await countStayed(community.id, id, later(30));
      expect(counted).toEqual({ reached: { chosen: 108, stayed: 100 }, held: { chosen: 12, stayed: 4 } });
      expect(upliftOf({ ...trial, ...counted }, later(29)).state).toBe("waiting");
      const known = upliftOf({ ...trial, ...counted }, later(30));
      expect(known).toMatchObject({ state: "known", reached: 100 / 108, held: 4 / 12 });
      expect(await findOutreach((await makeCommunity("elsewhere")).id, id)).toBeNull();
    });
  });
});

describe("an offer", () => {
  it("is a running coupon that nobody can use twice", () => {
    const at = new Date();
    const offer = { ...newOffer(1000, at), taken: 0, archivedAt: null };
    expect(isOffer(offer, at)).toBe(true);
    expect(isOffer({ ...offer, maxPerPerson: null }, at)).toBe(false);
    expect(isOffer({ ...offer, maxPerPerson: 2 }, at)).toBe(false);
    expect(isOffer({ ...offer, archivedAt: at }, at)).toBe(false);
    expect(isOffer({ ...offer, maxTotal: 3, taken: 3 }, at)).toBe(false);
    expect(isOffer(offer, offer.endsAt)).toBe(false);
  });
});
