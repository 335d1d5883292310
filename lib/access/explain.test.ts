import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roles } from "@/lib/members/schema";
import { audiences, postKinds, postStates } from "@/lib/posts/schema";
import { decideRead } from "./decide";
import { decidingGrant, explain, type GrantSource, type Rule } from "./explain";
import type { HeldGrant, PostFacts, Via, Viewer } from "./types";

const noon = Date.UTC(2026, 10, 22, 12);
const at = (offsetMs: number) => new Date(noon + offsetMs);
const moment = fc.constantFrom(-60_000, -1, 0, 1, 60_000).map(at);
const benefit = fc.constantFrom("plan", "single", "other");

const post: fc.Arbitrary<PostFacts> = fc.record({
  id: fc.constant("post"),
  communityId: fc.constantFrom("here", "here", "here", "there"),
  authorId: fc.constantFrom("me", "somebody", "somebody", "somebody"),
  kind: fc.constantFrom(...postKinds),
  audience: fc.constantFrom(...audiences),
  benefitId: fc.constantFrom("plan", null),
  ownBenefitId: fc.constantFrom("single", null),
  state: fc.constantFrom("published", "published", "published", ...postStates),
  publishedAt: fc.constantFrom(null, at(1), at(0), at(0), at(-1), at(-60_000)),
});

const grant: fc.Arbitrary<HeldGrant> = fc.record({
  benefitId: benefit,
  startsAt: moment,
  endsAt: fc.option(moment, { freq: 3 }),
  sourceKind: fc.constantFrom("subscription", "order", "gift"),
  sourceId: fc.constantFrom("one", "two"),
});

const viewer: fc.Arbitrary<Viewer> = fc.record({
  communityId: fc.constant("here"),
  at: fc.constant(at(0)),
  person: fc.constant(null),
  membership: fc.option(
    fc.record({ memberId: fc.constantFrom("me", "x"), role: fc.constantFrom(...roles), joinedAt: fc.constant(at(0)) }),
  ),
  grants: fc.array(grant, { maxLength: 6 }),
  pastDue: fc.boolean(),
});

/** The rule behind each way of being let in. */
const ruleOf: Record<Via, Rule> = {
  author: "author",
  public: "public",
  staff: "staff",
  membership: "membership",
  purchase: "own-benefit",
  plan: "benefit",
};

const described = (held: HeldGrant): GrantSource => ({ ...held, name: "A plan", paidUntil: null, sourceNote: null });

describe("an explanation", () => {
  it("says what decideRead says, and names the rule that said it, for whoever asks about whatever", () => {
    const met = { granted: 0, refused: 0, unknown: 0 };
    fc.assert(
      fc.property(viewer, post, (who, what) => {
        const decision = decideRead(who, what);
        const told = explain(who, what, who.grants.map(described));
        expect(told.decision).toEqual(decision);
        if (decision.granted) expect(told.decidedBy).toBe(ruleOf[decision.via]);
        else expect(told.decidedBy).toBe(decision.reason === "not-found" ? "known" : null);
        met[decision.granted ? "granted" : told.decidedBy === "known" ? "unknown" : "refused"]++;
      }),
      { numRuns: 5000, seed: 20261122 },
    );
    expect(Math.min(met.granted, met.refused, met.unknown)).toBeGreaterThan(100);
  });

  it("shows a grant that runs beside a rule that holds by it, and a source that is that very grant's", () => {
    fc.assert(
      fc.property(viewer, post, (who, what) => {
        for (const { rule, holds, grant: held, source } of explain(who, what, who.grants.map(described)).steps) {
          if (rule !== "benefit" && rule !== "own-benefit") expect([held, source]).toEqual([null, null]);
          else if (holds) expect(held && held.startsAt <= who.at && (!held.endsAt || who.at < held.endsAt)).toBe(true);
          if (held) expect(source).toMatchObject({ sourceId: held.sourceId, benefitId: held.benefitId });
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("says that it was not told where a grant comes from", () => {
    const held: HeldGrant = {
      benefitId: "plan",
      startsAt: at(-1),
      endsAt: null,
      sourceKind: "comp",
      sourceId: "c",
    };
    const paid: PostFacts = {
      id: "post",
      communityId: "here",
      authorId: "somebody",
      kind: "tutorial",
      audience: "benefit",
      benefitId: "plan",
      ownBenefitId: null,
      state: "published",
      publishedAt: at(0),
    };
    const who: Viewer = {
      communityId: "here",
      at: at(0),
      person: null,
      membership: null,
      grants: [held],
      pastDue: false,
    };
    expect(explain(who, paid, []).steps.at(-1)).toEqual({ rule: "benefit", holds: true, grant: held, source: null });
  });
});

describe("the grant that decides", () => {
  const of = (startsAt: number, endsAt: number | null): HeldGrant => ({
    benefitId: "plan",
    startsAt: at(startsAt),
    endsAt: endsAt === null ? null : at(endsAt),
    sourceKind: "order",
    sourceId: `${startsAt} ${endsAt}`,
  });

  it("is the one that lasts longest of those that run", () => {
    const forGood = of(-1, null);
    expect(decidingGrant([of(-5, 10), of(-2, 20), of(1, 99)], at(0))).toEqual(of(-2, 20));
    expect(decidingGrant([of(-2, 20), forGood], at(0))).toEqual(forGood);
  });

  it("is the next to begin when none runs, and the last that ended when none will", () => {
    expect(decidingGrant([of(-9, 0), of(5, 9), of(3, null)], at(0))).toEqual(of(3, null));
    expect(decidingGrant([of(-9, -5), of(-4, 0)], at(0))).toEqual(of(-4, 0));
    expect(decidingGrant([], at(0))).toBeNull();
  });

  it("begins with its first millisecond and is over at its end", () => {
    const [ending, next] = [of(-10, 0), of(0, 10)];
    expect(decidingGrant([ending, next], at(-1))).toEqual(ending);
    expect(decidingGrant([ending, next], at(0))).toEqual(next);
  });
});
