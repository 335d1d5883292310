import { beforeEach, describe, expect, it, vi } from "vitest";
import { transact } from "@/db/client";
import { riskScores } from "@/db/schema/outreach";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, makeMember } from "@/e2e/support/talk-world";
import { createSession } from "@/lib/identity/commands";
import { sessionCookieName } from "@/lib/identity/session-cookie";
import { record } from "@/lib/journal/commands";
import { dayMs, now } from "@/lib/platform/clock";
import { saveSegment } from "@/lib/segments/commands";
import type { Rule } from "@/lib/segments/schema";
import { loadActivity } from "./activity";
import { loadFrame } from "./frame";
import { loadGrowth, loadGrowthRows } from "./growth";

/** The browser's side of a request: what next/headers hands to our code. Nothing of ours is replaced. */
const browser = vi.hoisted(() => ({ cookies: new Map<string, string>() }));
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => (browser.cookies.has(name) ? { name, value: browser.cookies.get(name) } : undefined),
  }),
  headers: async () => new Headers({ "accept-language": "en" }),
}));

let community: Awaited<ReturnType<typeof makeCommunity>>;
let moderator: string;
let admin: string;

beforeEach(async () => {
  await freshDatabase();
  community = await makeCommunity("guild");
  ({ userId: moderator } = await makeMember(community.id, { role: "moderator" }));
  ({ userId: admin } = await makeMember(community.id, { role: "admin" }));
});

async function enter(userId: string) {
  const session = { userId, remember: false, userAgent: "test", address: "127.0.0.1" };
  browser.cookies.set(sessionCookieName(), (await transact((tx) => createSession(tx, session))).token);
}

/** Members of six days, as the journal tells of them. */
async function join(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let nth = 0; nth < count; nth++) ids.push((await makeMember(community.id)).memberId);
  const at = new Date(now().getTime() - 6 * dayMs);
  await transact(async (tx) => {
    for (const memberId of ids) await record(tx, { communityId: community.id, verb: "member.joined", memberId, at });
  });
  return ids;
}

const save = (name: string, rule: Rule) =>
  transact((tx) => saveSegment(tx, { communityId: community.id, name, rule, actorId: community.ownerId }));

const joinedLately: Rule = { field: "joined", is: "within", value: 30 };
const atRisk: Rule = { all: [joinedLately, { any: [{ field: "risk", is: "is", value: "high" }] }] };

async function stand(memberId: string, band: string) {
  const score = { points: 60, reasons: [], reasonKeys: "|", monthlyAmount: 0, standing: "paying", asOf: now() };
  await transact((tx) => tx.insert(riskScores).values({ communityId: community.id, memberId, band, ...score }));
}

describe("a moderator who narrows figures to a segment", () => {
  it("is offered those that tell nothing about risk or money, and an admin all of them", async () => {
    await save("here", joinedLately);
    await save("leaving", atRisk);
    await save("payers", { field: "membership", is: "is-not", value: "paying" });
    const offered = async () => (await loadFrame("guild", "growth", {})).segments.map(({ name }) => name);
    await enter(moderator);
    expect(await offered()).toEqual(["here"]);
    await enter(admin);
    expect(await offered()).toEqual(["here", "leaving", "payers"]);
  });

  it("who types the address of another sees what everybody's address shows", async () => {
    const ids = await join(7);
    for (const id of ids.slice(0, 6)) await stand(id, "high");
    const segment = await save("leaving", atRisk);
    await enter(moderator);
    const { growth, ...narrowed } = await loadGrowth("guild", { segment });
    const everybody = await loadGrowth("guild", { segment: crypto.randomUUID() });
    expect(narrowed).toMatchObject({ segment: null, among: null, isTooFew: false });
    expect(growth.members).toEqual(everybody.growth.members);
    expect(growth.members.to).toBe(7);
    const { total } = await loadGrowthRows("guild", { segment, figure: "joined" });
    expect(total).toBe(7);
    await enter(admin);
    expect((await loadGrowth("guild", { segment })).growth.members.to).toBe(6);
  });

  it("sees no figures while fewer than five people are in it, and an admin sees them", async () => {
    await join(4);
    const segment = await save("here", joinedLately);
    await enter(moderator);
    const few = await loadGrowth("guild", { segment });
    expect(few).toMatchObject({ isTooFew: true, segment: { id: segment, name: "here" } });
    expect(few.growth.members).toMatchObject({ from: 0, to: 0, joined: 0 });
    expect((await loadGrowthRows("guild", { segment, figure: "joined" })).total).toBe(0);
    expect((await loadActivity("guild", { segment })).report.summary.members).toBe(0);
    await enter(admin);
    const seen = await loadGrowth("guild", { segment });
    expect([seen.isTooFew, seen.growth.members.to]).toEqual([false, 4]);
    await join(1);
    await enter(moderator);
    const five = await loadGrowth("guild", { segment });
    expect([five.isTooFew, five.growth.members.to]).toEqual([false, 5]);
  });
});
