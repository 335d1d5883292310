import { beforeAll, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { posts } from "@/db/schema/posts";
import { freshDatabase } from "@/e2e/support/database";
import { makeBenefit, makeCommunity, makeGrant, makeMember, writePost } from "@/e2e/support/talk-world";
import { listThreads } from "@/lib/comments/queries";
import { storeFile } from "@/lib/media/commands";
import { mayOpenFile } from "@/lib/media/policy";
import { findFile } from "@/lib/media/queries";
import { listFeed } from "@/lib/posts/queries/feed";
import { indexPost } from "@/lib/search/jobs";
import { searchPosts } from "@/lib/search/queries";
import { openBody } from "./bodies";
import { decideRead } from "./decide";
import { explain } from "./explain";
import { readablePosts } from "./scopes";
import { viewerFor } from "./viewer";

/** The ends people meet: an ordinary one, a month from the 31st, leap day, and the hour that a zone has twice. */
const boundaries = {
  "an ordinary second": "2027-06-01T12:00:00.000Z",
  "31 January and a month": "2027-02-28T09:30:00.000Z",
  "29 February": "2028-02-29T00:00:00.000Z",
  "the hour New York has twice": "2026-11-01T05:30:00.000Z",
};

const canary = "quagga-below-the-line";
let community: Awaited<ReturnType<typeof makeCommunity>>;

beforeAll(async () => {
  await freshDatabase();
  community = await makeCommunity("edge");
});

async function stage(endsAt: Date) {
  const benefitId = await makeBenefit(community.id);
  const slot = `t${endsAt.getTime()}`;
  const paid = await writePost(community, community.ownerId, `Open.\n\n<!-- more -->\n\n${canary} ${slot}\n`, {
    title: `Paid ${slot}`,
    audience: "benefit",
    benefitId,
  });
  // Published before every boundary, whenever the test runs.
  await transact((tx) => tx.update(posts).set({ publishedAt: new Date(0) }));
  await indexPost({ postId: paid.id });
  const prepared = { name: "below", mime: "image/png", size: 1, width: 1, height: 1, sha256: slot.padEnd(64, "0") };
  const place = { communityId: community.id, postId: paid.id, uploadedBy: null, inTeaser: false };
  const fileId = await transact((tx) => storeFile(tx, { ...place, prepared }));
  const { userId } = await makeMember(community.id);
  await makeGrant(community.id, { userId, benefitId, startsAt: new Date(endsAt.getTime() - 3_600_000), endsAt });
  const post = { ...paid, publishedAt: new Date(0) };
  return { post, fileId, userId, slot };
}

/** What each of the ways to a text says at a moment. */
async function answers({ post, fileId, userId, slot }: Awaited<ReturnType<typeof stage>>, at: Date) {
  const person = { userId, name: "Ada", handle: "ada", isOperator: false, emailVerified: true };
  const viewer = await viewerFor(community.id, person, at);
  const scope = await read().select({ id: posts.id }).from(posts).where(readablePosts(viewer));
  const file = await findFile(fileId);
  const { rows } = await listFeed(viewer, { sort: "newest", kinds: [], limit: 50 });
  return {
    page: decideRead(viewer, post).granted,
    explainer: explain(viewer, post, []).decision.granted,
    body: (await openBody(viewer, post)).body?.html.includes(canary) ?? false,
    scope: scope.some(({ id }) => id === post.id),
    file: file !== null && mayOpenFile(viewer, file, post),
    search: (await searchPosts(viewer, `${canary} ${slot}`)).some(({ id }) => id === post.id),
    // Lists carry a post's public face only, whatever the reader holds: what changes with the second is the rest.
    feed: rows.some(({ id }) => id === post.id),
    talk: (await listThreads(viewer, post, { limit: 5 })).threads.length,
  };
}

describe("the second in which access begins and ends", () => {
  for (const [name, instant] of Object.entries(boundaries)) {
    it(`is the same for page, explainer, body, list, file and search: ${name}`, async () => {
      const end = Date.parse(instant);
      const set = await stage(new Date(end));
      const open = { page: true, explainer: true, body: true, scope: true, file: true, search: true };
      const closed = { page: false, explainer: false, body: false, scope: false, file: false, search: false };
      const always = { feed: true, talk: 0 };
      const begin = end - 3_600_000;
      const said = await Promise.all(
        [begin - 1, begin, begin + 1, end - 1, end, end + 1].map((at) => answers(set, new Date(at))),
      );
      expect(said).toEqual([closed, open, open, open, closed, closed].map((each) => ({ ...each, ...always })));
    });
  }
});
