import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { read, transact } from "@/db/client";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { makePaidCommunity, makePerson, subscribeTo } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { buy, makePass } from "@/e2e/support/selling-world";
import { makeMember, writePost } from "@/e2e/support/talk-world";
import { createSession } from "@/lib/identity/commands";
import { sessionCookieName } from "@/lib/identity/session-cookie";
import { now, withTravellingClock } from "@/lib/platform/clock";
import { giveComp } from "./commands/comps";
import { redeemGift } from "./commands/gifts";
import { entitlementState, joinEntitlements, paymentBehind } from "./entitlement";
import { loadExplanation, loadOwnAccess } from "./loaders/access";
import { listEntitlements, listOwnEntitlements, listSourcePayments } from "./queries/entitlements";
import { listBoughtGifts } from "./queries/gifts";

/** The browser's side of a request: what next/headers hands to our code. Nothing of ours is replaced. */
const browser = vi.hoisted(() => ({ cookies: new Map<string, string>() }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: (name: string) => ({ name, value: browser.cookies.get(name) }) }),
  headers: async () => new Headers({ "accept-language": "en" }),
}));

beforeEach(async () => {
  browser.cookies.clear();
  await freshDatabase();
});

const day = (text: string) => new Date(`${text}T00:00:00Z`);

async function enterAs(userId: string) {
  const session = { userId, remember: false, userAgent: "test", address: "127.0.0.1" };
  browser.cookies.set(sessionCookieName(), (await transact((tx) => createSession(tx, session))).token);
}

const handleOf = async (userId: string) =>
  (await read().select({ handle: users.handle }).from(users).where(eq(users.id, userId)))[0]!.handle;
const memberIdOf = async (userId: string) =>
  (await read().select({ id: members.id }).from(members).where(eq(members.userId, userId)))[0]!.id;

describe("what is open to somebody", () => {
  it("names each source: a plan, a pass, a gift with who gave it, and what the owner gave with its reason", async () => {
    await withTravellingClock(day("2026-03-01"), async () => {
      const world = await makePaidCommunity();
      const { community } = world;
      const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
      const pass = await makePass(world);
      await subscribeTo(world, ada, world.big.month);
      await buy(world, ada, { priceId: pass.priceId });
      await buy(world, bob, { priceId: pass.priceId, gift: { toEmail: null, note: "" } });
      const [gift] = await listBoughtGifts(bob, now());
      await transact((tx) => redeemGift(tx, { code: gift!.code!, userId: ada, communityId: community.id }));
      const memberId = await memberIdOf(ada);
      const comp = { communityId: community.id, memberId, productId: world.small.productId, endsAt: null };
      await transact((tx) => giveComp(tx, { ...comp, reason: "Reviewed a tutorial", actorId: memberId }));
      const own = joinEntitlements(await listOwnEntitlements(ada));
      const told = own.map(({ sourceKind, name, what, giver, reason, renews }) =>
        [
          sourceKind,
          name,
          what
            .map((each) => each.name)
            .sort()
            .join("+"),
          giver,
          reason,
          renews,
        ].join(" | "),
      );
      expect(told.sort()).toEqual([
        "comp | Small | Small |  | Reviewed a tutorial | false",
        "gift | Pass | Small | Bob |  | false",
        "order | Pass | Small |  |  | false",
        "subscription | Big | Big+Small |  |  | true",
      ]);
      // A pass that waits behind another one begins later.
      expect(own.map((each) => entitlementState(each, now())).sort()).toEqual([
        "coming",
        "running",
        "running",
        "running",
      ]);
      const payments = await listSourcePayments(own, now());
      const amounts = own.map((each) => paymentBehind(each, payments.get(each.sourceId))?.amount ?? null);
      expect(own.map(({ sourceKind }, index) => [sourceKind, amounts[index]]).sort()).toEqual([
        ["comp", null],
        ["gift", 9900],
        ["order", 9900],
        ["subscription", 9900],
      ]);
      expect(await listOwnEntitlements(bob)).toEqual([]);
    });
  });

  it("stays within its community for the community's staff", async () => {
    const [world, other] = [await makePaidCommunity("wheels"), await makePaidCommunity("slow-query")];
    const ada = await makePerson();
    await subscribeTo(world, ada, world.small.month);
    expect(await listEntitlements(world.community.id, ada)).toHaveLength(1);
    expect(await listEntitlements(other.community.id, ada)).toEqual([]);
  });

  it("is shown to the person with the receipt, but without the receipts of who gave them something", async () => {
    const world = await makePaidCommunity();
    const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
    const pass = await makePass(world);
    await buy(world, bob, { priceId: pass.priceId, gift: { toEmail: null, note: "" } });
    const [gift] = await listBoughtGifts(bob, now());
    await transact((tx) => redeemGift(tx, { code: gift!.code!, userId: ada, communityId: world.community.id }));
    await enterAs(ada);
    const { communities, receipts } = await loadOwnAccess();
    expect(communities.map(({ role, current, ended }) => [role, current.length, ended.length])).toEqual([
      ["member", 1, 0],
    ]);
    expect([...receipts.keys()]).toEqual([]);
  });
});

describe("the page that explains", () => {
  async function stage() {
    const world = await makePaidCommunity();
    const { community, small } = world;
    const ada = await makePerson();
    await subscribeTo(world, ada, small.month);
    const authorId = await memberIdOf(world.ownerId);
    const text = "Open.\n\n<!-- more -->\n\nthe-canary-below-the-line\n";
    const post = await writePost(community, authorId, text, { audience: "benefit", benefitId: small.benefitId });
    const bigOnly = await writePost(community, authorId, text, {
      title: "Big",
      audience: "benefit",
      benefitId: world.big.benefitId,
    });
    return { ...world, ada, post, bigOnly };
  }

  it("names the grant and the payment that open a post, and what would open another, without the text", async () => {
    const { community, ownerId, ada, post, bigOnly } = await stage();
    await enterAs(ownerId);
    const person = await handleOf(ada);
    const open = await loadExplanation(community.slug, { person, post: `https://x.example/posts/${post.slug}?a=1` });
    expect(open.told).toMatchObject({ decision: { granted: true, via: "plan" }, decidedBy: "benefit" });
    const [source] = open.entitlements;
    expect(paymentBehind(source!, open.payments.get(source!.sourceId))).toMatchObject({ amount: 3900 });
    const closed = await loadExplanation(community.slug, { person, post: bigOnly.slug });
    expect(closed.told).toMatchObject({ decision: { granted: false, reason: "plan" }, decidedBy: null });
    expect([closed.offer?.plan?.name, closed.planName]).toEqual(["Big", "Big"]);
    expect(JSON.stringify([open, closed], (_, value) => (value instanceof Map ? [...value] : value))).not.toContain(
      "the-canary-below-the-line",
    );
  });

  it("knows only people of its community: anybody else's handle is nobody's", async () => {
    const { community, ownerId, post } = await stage();
    const elsewhere = await makePaidCommunity("slow-query");
    await enterAs(ownerId);
    for (const person of [await handleOf(elsewhere.ownerId), "nobody-at-all", ""]) {
      const page = await loadExplanation(community.slug, { person, post: post.slug });
      expect([page.member, page.told, page.entitlements]).toEqual([null, null, []]);
    }
  });

  it("does not exist for members, and knows no draft that its moderator may not know of", async () => {
    const { community, ada, ownerId, small } = await stage();
    const draft = await writePost(community, await memberIdOf(ownerId), "Secret plans.", {
      title: "Draft",
      state: "draft",
      audience: "benefit",
      benefitId: small.benefitId,
    });
    await enterAs(ada);
    await expect(loadExplanation(community.slug, {})).rejects.toThrow("NEXT_HTTP_ERROR_FALLBACK;404");
    const moderator = await makeMember(community.id, { role: "moderator" });
    await enterAs(moderator.userId);
    const page = await loadExplanation(community.slug, { person: await handleOf(ada), post: draft.slug });
    expect([page.member?.userId, page.post, page.told]).toEqual([ada, null, null]);
  });
});
