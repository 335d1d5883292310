import { beforeEach, describe, expect, it } from "vitest";
import { transact } from "@/db/client";
import { freshDatabase } from "@/e2e/support/database";
import {
  makeBenefit,
  makeCommunity,
  makeGrant,
  makeMember,
  memberViewer,
  viewerIn,
  writePost,
} from "@/e2e/support/talk-world";
import { now } from "@/lib/platform/clock";
import { openBody, openSource, rewriteBodyHtml } from "./bodies";
import { viewerFor } from "./viewer";

const canary = "the-canary-below-the-line";
const text = `Above the line.\n\n<!-- more -->\n\n## Below\n\n${canary}\n`;
const person = (userId: string) => ({ userId, name: "Ada", handle: "ada", isOperator: false, emailVerified: true });

let community: Awaited<ReturnType<typeof makeCommunity>>;
let other: Awaited<ReturnType<typeof makeCommunity>>;
let plan: string;
let paid: Awaited<ReturnType<typeof writePost>>;

beforeEach(async () => {
  await freshDatabase();
  [community, other] = [await makeCommunity("here"), await makeCommunity("there")];
  plan = await makeBenefit(community.id);
  paid = await writePost(community, community.ownerId, text, { audience: "benefit", benefitId: plan });
});

const hourMs = 3_600_000;
const from = (ms: number) => new Date(now().getTime() + ms);

describe("openBody", () => {
  it("gives a paid text to its buyer as long as the grant runs, and to nobody else", async () => {
    const { userId } = await makeMember(community.id);
    const lapsed = await makeMember(community.id);
    await makeGrant(community.id, { userId, benefitId: plan, startsAt: from(-hourMs), endsAt: from(hourMs) });
    await makeGrant(community.id, {
      userId: lapsed.userId,
      benefitId: plan,
      startsAt: from(-2 * hourMs),
      endsAt: from(-hourMs),
    });
    const reader = await viewerFor(community.id, person(userId));
    expect((await openBody(reader, paid)).body?.html).toContain(canary);
    const refused = [
      viewerIn(community.id),
      await viewerFor(community.id, person(lapsed.userId)),
      memberViewer(community.id, (await makeMember(community.id)).memberId),
      { ...reader, at: from(2 * hourMs) },
      await viewerFor(other.id, person(userId)),
      memberViewer(other.id, other.ownerId, "owner"),
    ];
    for (const viewer of refused) {
      const opened = await openBody(viewer, paid);
      expect([opened.decision.granted, opened.body]).toEqual([false, null]);
    }
  });

  it("sees a grant of the same benefit id in another community as none", async () => {
    const { userId } = await makeMember(community.id);
    await makeGrant(other.id, { userId, benefitId: plan, startsAt: from(-hourMs), endsAt: null });
    expect((await openBody(await viewerFor(community.id, person(userId)), paid)).body).toBeNull();
  });

  it("keeps what stands below the line out of everything else that a post carries", async () => {
    const { teaserHtml, excerpt } = await import("@/lib/posts/queries/posts").then(({ findPost }) =>
      findPost(viewerIn(community.id), paid.slug).then((post) => post!),
    );
    expect(teaserHtml).toContain("Above the line");
    expect(`${teaserHtml}${excerpt}`).not.toContain(canary);
  });

  it("reads the revision it is asked for", async () => {
    await transact((tx) => rewriteBodyHtml(tx, paid.id, 1, "<p>again</p>"));
    const owner = memberViewer(community.id, community.ownerId, "owner");
    expect((await openBody(owner, paid)).body).toEqual({ html: "<p>again</p>", revision: 1 });
    expect((await openBody(owner, { ...paid, revision: 2 })).body?.html).toBe("");
  });
});

describe("openSource", () => {
  it("is for the author and managers, not for moderators, payers, or another community's owner", async () => {
    const author = await makeMember(community.id, { role: "creator" });
    const post = await writePost(community, author.memberId, text, {
      title: "Mine",
      audience: "benefit",
      benefitId: plan,
    });
    const { memberId } = await makeMember(community.id);
    const grants = [{ benefitId: plan, startsAt: from(-hourMs), endsAt: null, sourceKind: "order", sourceId: "o" }];
    const asked = {
      author: memberViewer(community.id, author.memberId, "creator"),
      owner: memberViewer(community.id, community.ownerId, "owner"),
      admin: memberViewer(community.id, memberId, "admin"),
      moderator: memberViewer(community.id, memberId, "moderator"),
      payer: { ...memberViewer(community.id, memberId), grants },
      visitor: viewerIn(community.id),
      stranger: memberViewer(other.id, other.ownerId, "owner"),
      authorElsewhere: memberViewer(other.id, author.memberId, "creator"),
    };
    const answers = await Promise.all(
      Object.entries(asked).map(async ([name, viewer]) => [name, (await openSource(viewer, post)) === text]),
    );
    expect(Object.fromEntries(answers)).toEqual({
      author: true,
      owner: true,
      admin: true,
      moderator: false,
      payer: false,
      visitor: false,
      stranger: false,
      authorElsewhere: false,
    });
    expect(await openSource(asked.payer, post)).toBeNull();
  });
});

describe("viewerFor", () => {
  it("makes a visitor of nobody, of who has left, and of a member of another community only", async () => {
    const left = await makeMember(community.id, { leftAt: from(-hourMs) });
    const stranger = await makeMember(other.id);
    expect((await viewerFor(community.id, null)).person).toBeNull();
    for (const { userId } of [left, stranger]) {
      const viewer = await viewerFor(community.id, person(userId));
      expect([viewer.membership, viewer.grants, viewer.pastDue]).toEqual([null, [], false]);
    }
  });
});
