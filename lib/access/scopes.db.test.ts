import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { benefits } from "@/db/schema/billing";
import { posts } from "@/db/schema/posts";
import { freshDatabase } from "@/e2e/support/database";
import { makeBenefit, makeCommunity, makeMember, viewerIn } from "@/e2e/support/talk-world";
import { roles } from "@/lib/members/schema";
import { newId } from "@/lib/platform/ids";
import { findPostFacts } from "@/lib/posts/queries/posts";
import { audiences, postKinds, postStates } from "@/lib/posts/schema";
import { decideRead, mayKnow } from "./decide";
import { knownPosts, listedPosts, readablePosts } from "./scopes";
import type { PostFacts, Viewer } from "./types";

const noon = Date.UTC(2026, 10, 22, 12);
/** Few moments, close together, so that every edge is met: before, at and after "now". */
const moment = fc.constantFrom(-60_000, -1, 0, 1, 60_000).map((offset) => new Date(noon + offset));
const perWorld = { posts: 30, viewers: 12 };
const worlds = 200;

/** Two communities that look alike; every index below points into their lists. */
interface Stage {
  communities: { id: string; authors: string[]; plans: string[] }[];
}

const postDrawing = fc.record({
  community: fc.nat(1),
  author: fc.nat(2),
  kind: fc.constantFrom(...postKinds),
  audience: fc.constantFrom(...audiences),
  plan: fc.nat(1),
  state: fc.constantFrom(...postStates),
  publishedAt: fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 9, arbitrary: moment }),
  isSoldSingly: fc.boolean(),
});

const viewerDrawing = fc.record({
  community: fc.nat(1),
  membership: fc.option(fc.record({ role: fc.constantFrom(...roles), author: fc.nat(3) }), { freq: 4 }),
  grants: fc.array(fc.record({ benefit: fc.nat(40), startsAt: moment, endsAt: fc.option(moment, { freq: 3 }) }), {
    maxLength: 6,
  }),
});

const worldDrawing = fc.record({
  posts: fc.array(postDrawing, { minLength: perWorld.posts, maxLength: perWorld.posts }),
  viewers: fc.array(viewerDrawing, { minLength: perWorld.viewers, maxLength: perWorld.viewers }),
});
type World = typeof worldDrawing extends fc.Arbitrary<infer Drawn> ? Drawn : never;

async function setStage(): Promise<Stage> {
  const communities = [];
  for (const slug of ["one", "two"]) {
    const { id, ownerId } = await makeCommunity(slug);
    const authors = [ownerId, (await makeMember(id)).memberId, (await makeMember(id)).memberId];
    communities.push({ id, authors, plans: [await makeBenefit(id), await makeBenefit(id)] });
  }
  return { communities };
}

/** Puts a world's posts where the last world's were, and says what the rules need to know of each. */
async function play(stage: Stage, world: World): Promise<PostFacts[]> {
  const filler = { topicId: null, title: "t", excerpt: "", teaserHtml: "", outline: [], lang: "en", readingMinutes: 1 };
  const counts = {
    lockedMinutes: 0,
    lockedSections: 0,
    lockedCodeBlocks: 0,
    commentCount: 0,
    upvoteCount: 0,
    hotness: 0,
  };
  const at = new Date(noon);
  const facts: PostFacts[] = world.posts.map((drawn) => {
    const { id: communityId, authors, plans } = stage.communities[drawn.community]!;
    const { kind, audience, state, publishedAt, isSoldSingly } = drawn;
    const benefitId = audience === "benefit" ? plans[drawn.plan]! : null;
    const ownBenefitId = isSoldSingly ? newId() : null;
    const authorId = authors[drawn.author]!;
    return { id: newId(), communityId, authorId, kind, audience, benefitId, ownBenefitId, state, publishedAt };
  });
  const rows = facts.map(({ ownBenefitId: _, ...post }) => ({
    ...post,
    ...filler,
    ...counts,
    slug: post.id,
    revision: 1,
    pipelineVersion: 1,
    createdAt: at,
    updatedAt: at,
    lastActivityAt: at,
  }));
  const own = facts.flatMap(({ id, communityId, ownBenefitId }) =>
    ownBenefitId ? [{ id: ownBenefitId, communityId, name: "Single", postId: id, createdAt: at }] : [],
  );
  await transact(async (tx) => {
    await tx.delete(posts);
    await tx.insert(posts).values(rows);
    if (own.length > 0) await tx.insert(benefits).values(own);
  });
  return facts;
}

function viewersOf(stage: Stage, world: World, facts: PostFacts[]): Viewer[] {
  const everyBenefit = [
    ...stage.communities.flatMap(({ plans }) => plans),
    ...facts.flatMap(({ ownBenefitId }) => ownBenefitId ?? []),
  ];
  return world.viewers.map((drawn) => {
    const { id, authors } = stage.communities[drawn.community]!;
    const grants = drawn.grants.map(({ benefit, startsAt, endsAt }) => {
      const benefitId = everyBenefit[benefit % everyBenefit.length]!;
      return { benefitId, startsAt, endsAt, sourceKind: "subscription", sourceId: "s" };
    });
    const membership = drawn.membership && {
      memberId: authors[drawn.membership.author] ?? newId(),
      role: drawn.membership.role,
      joinedAt: new Date(0),
    };
    return viewerIn(id, { at: new Date(noon), membership, grants });
  });
}

const idsWhere = async (scope: ReturnType<typeof knownPosts>) =>
  (await read().select({ id: posts.id }).from(posts).where(scope)).map(({ id }) => id).sort();
const idsOf = (facts: PostFacts[]) => facts.map(({ id }) => id).sort();
const isOut = (post: PostFacts, viewer: Viewer) =>
  post.state === "published" && post.publishedAt !== null && post.publishedAt <= viewer.at;

describe("the list predicates over random worlds", () => {
  beforeEach(freshDatabase);

  it(`find exactly the rows that the single decision allows (${worlds} worlds of ${perWorld.posts} posts and ${perWorld.viewers} viewers)`, async () => {
    const stage = await setStage();
    const met = { known: 0, readable: 0, hidden: 0 };
    await fc.assert(
      fc.asyncProperty(worldDrawing, async (world) => {
        const facts = await play(stage, world);
        const compare = async (viewer: Viewer) => {
          const known = facts.filter((post) => mayKnow(viewer, post));
          const readable = facts.filter((post) => decideRead(viewer, post).granted);
          expect(await idsWhere(knownPosts(viewer))).toEqual(idsOf(known));
          expect(await idsWhere(readablePosts(viewer))).toEqual(idsOf(readable));
          expect(await idsWhere(listedPosts(viewer))).toEqual(idsOf(known.filter((post) => isOut(post, viewer))));
          met.known += known.length;
          met.readable += readable.length;
          met.hidden += facts.length - known.length;
        };
        await Promise.all(viewersOf(stage, world, facts).map(compare));
      }),
      { numRuns: worlds, seed: 20261122 },
    );
    // The worlds are not all alike: there was something to find, something to read and something to hide.
    expect(Math.min(met.known - met.readable, met.readable, met.hidden)).toBeGreaterThan(worlds * 5);
  }, 240_000);

  it("agree with the facts a query finds for one post", async () => {
    const stage = await setStage();
    const [world] = fc.sample(worldDrawing, { numRuns: 1, seed: 7 });
    const facts = await play(stage, world!);
    for (const fact of facts) expect(await findPostFacts(fact.communityId, fact.id)).toEqual({ ...fact, revision: 1 });
  });
});
