import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "@/e2e/support/database";
import { anyHistory, anyInstant, anyRule, conditionsByField } from "@/e2e/support/segment-arbitraries";
import { ruleIn, type StoredWorld, storeHistories } from "@/e2e/support/segment-world";
import { evaluate, hadJoined } from "./evaluate";
import type { MemberHistory } from "./history";
import { countSegments, isInSegment, listMemberIds } from "./queries/filters";
import { findHistory } from "./queries/history";
import type { Rule } from "./schema";

const zones = ["Asia/Shanghai", "America/New_York", "UTC"];
const anyWorld = fc.array(anyHistory, { minLength: 12, maxLength: 12 });

let worlds = 0;
/** Stores the histories in a community of its own, beside those of the runs before. */
async function store(histories: MemberHistory[]): Promise<StoredWorld & { slug: string }> {
  const slug = `world-${++worlds}`;
  return { slug, ...(await storeHistories(slug, histories)) };
}

/** Whom plain code finds, for the same rule. */
function expected(world: StoredWorld, histories: MemberHistory[], rule: Rule, asOf: Date, zone: string): string[] {
  return world.memberIds
    .filter((_, nth) => hadJoined(histories[nth]!, asOf) && evaluate(rule, histories[nth]!, { asOf, zone }).holds)
    .sort();
}

/** As stored, plans and topics have names of their own. */
const namedFor = (slug: string, histories: MemberHistory[]): MemberHistory[] => {
  const own = <T extends string | null>(id: T) => (id === null ? id : (`${slug}-${id}` as T));
  return histories.map((history) => ({
    ...history,
    paidPeriods: history.paidPeriods.map((period) => ({ ...period, productId: own(period.productId) })),
    passes: history.passes.map((pass) => ({ ...pass, productId: own(pass.productId) })),
    writings: history.writings.map((writing) => ({ ...writing, topicId: own(writing.topicId) })),
    reads: history.reads.map((one) => ({ ...one, topicId: own(one.topicId) })),
  }));
};

beforeAll(async () => {
  await freshDatabase();
});

describe("a segment in SQL", () => {
  it.each(Object.entries(conditionsByField))("finds whom plain code finds by %s", async (_field, anyCondition) => {
    const histories = fc.sample(anyWorld, { numRuns: 1, seed: 4 })[0]!;
    const world = await store(histories);
    const named = namedFor(world.slug, histories);
    const asked = fc.record({
      condition: anyCondition as fc.Arbitrary<Rule>,
      asOf: anyInstant,
      zone: fc.constantFrom(...zones),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ condition, asOf, zone }) => {
        const rule = ruleIn(world.slug, condition);
        const found = await listMemberIds({ communityId: world.communityId, rule, zone }, asOf);
        expect(found).toEqual(expected(world, named, rule, asOf, zone));
      }),
      { numRuns: 60 },
    );
  });

  it("finds whom plain code finds, for random rules over random members", async () => {
    const anyQuestions = fc.array(fc.record({ rule: anyRule, asOf: anyInstant, zone: fc.constantFrom(...zones) }), {
      minLength: 15,
      maxLength: 15,
    });
    await fc.assert(
      fc.asyncProperty(anyWorld, anyQuestions, async (histories, questions) => {
        const world = await store(histories);
        const named = namedFor(world.slug, histories);
        for (const { rule: bare, asOf, zone } of questions) {
          const rule = ruleIn(world.slug, bare);
          const segment = { communityId: world.communityId, rule, zone };
          const wanted = expected(world, named, rule, asOf, zone);
          expect(await listMemberIds(segment, asOf)).toEqual(wanted);
          const [memberId] = world.memberIds;
          expect(await isInSegment(segment, memberId!, asOf)).toBe(wanted.includes(memberId!));
        }
      }),
      { numRuns: 8 },
    );
  });

  it("counts many rules in few passes as it counts each by itself", async () => {
    const world = await store(fc.sample(anyWorld, { numRuns: 1, seed: 9 })[0]!);
    const rules = fc.sample(anyRule, { numRuns: 60, seed: 9 }).map((rule) => ruleIn(world.slug, rule));
    const asOf = new Date(Date.UTC(2026, 3, 1));
    const found = await Promise.all(
      rules.map((rule) => listMemberIds({ communityId: world.communityId, rule, zone: "UTC" }, asOf)),
    );
    const counts = await countSegments(world.communityId, rules, asOf, "UTC");
    expect(counts).toEqual(found.map(({ length }) => length));
    expect(new Set(counts).size).toBeGreaterThan(3);
  });

  it("is explained by the history as it is stored", async () => {
    const world = await store(fc.sample(anyWorld, { numRuns: 1, seed: 11 })[0]!);
    const { communityId, memberIds } = world;
    const asked = fc.record({ rule: anyRule, asOf: anyInstant, zone: fc.constantFrom(...zones), nth: fc.nat(11) });
    await fc.assert(
      fc.asyncProperty(asked, async ({ rule: bare, asOf, zone, nth }) => {
        const rule = ruleIn(world.slug, bare);
        const memberId = memberIds[nth]!;
        const history = await findHistory({ communityId, memberId, userId: world.userIds[nth]! }, { asOf, zone }, 365);
        const holds = hadJoined(history, asOf) && evaluate(rule, history, { asOf, zone }).holds;
        expect(await isInSegment({ communityId, rule, zone }, memberId, asOf)).toBe(holds);
      }),
      { numRuns: 60 },
    );
  });

  it("does not call late whose renewal failed and was paid in the same millisecond", async () => {
    const at = new Date(Date.UTC(2026, 2, 1));
    const [empty] = fc.sample(anyHistory, { numRuns: 1, seed: 1 });
    const stretch = { startsAt: new Date(Date.UTC(2026, 0, 1)), endsAt: null };
    const turn = (verb: string, on = at) => ({ verb, at: on, objectId: "subscription-0", from: null });
    const payer = (...turns: MemberHistory["turns"]): MemberHistory => ({
      ...empty!,
      memberships: [stretch],
      paying: [stretch],
      paidPeriods: [{ ...stretch, sourceId: "subscription-0", productId: "monthly", interval: "month" }],
      turns,
    });
    const later = new Date(Date.UTC(2026, 2, 2));
    const histories = [
      payer(turn("subscription.past_due"), turn("subscription.recovered")),
      payer(turn("subscription.past_due"), turn("subscription.recovered", later)),
      payer(turn("subscription.past_due", later), turn("subscription.recovered")),
    ];
    const world = await store(histories);
    const rule: Rule = { field: "membership", is: "is", value: "late" };
    const asOf = new Date(Date.UTC(2026, 2, 10));
    const found = await listMemberIds({ communityId: world.communityId, rule, zone: "UTC" }, asOf);
    expect(found).toEqual([world.memberIds[2]]);
    expect(found).toEqual(expected(world, histories, rule, asOf, "UTC"));
  });

  it("may ask for thirty different things at once", async () => {
    const histories = fc.sample(anyWorld, { numRuns: 1, seed: 12 })[0]!;
    const world = await store(histories);
    const wide: Rule = {
      any: Array.from({ length: 30 }, (_, nth): Rule => {
        const days = 100 + nth;
        if (nth % 3 === 0) return { field: "seen", is: "within", value: days };
        if (nth % 3 === 1) return { field: "topic", is: "wrote", value: `${world.slug}-locks`, days };
        return { field: "interactions", is: "at-least", value: 9, days };
      }),
    };
    const asOf = new Date(Date.UTC(2026, 4, 20));
    const found = await listMemberIds({ communityId: world.communityId, rule: wide, zone: "UTC" }, asOf);
    expect(found).toEqual(expected(world, namedFor(world.slug, histories), wide, asOf, "UTC"));
  });

  it("selects members of its own community only", async () => {
    const histories = fc.sample(anyWorld, { numRuns: 1, seed: 13 })[0]!;
    const [one, other] = [await store(histories), await store(histories)];
    const asOf = new Date(Date.UTC(2026, 4, 1));
    const rule: Rule = { field: "risk", is: "is-not", value: "high" };
    const members = await listMemberIds({ communityId: one.communityId, rule, zone: "UTC" }, asOf);
    expect(members.length).toBeGreaterThan(0);
    expect(one.memberIds).toEqual(expect.arrayContaining(members));
    expect(await isInSegment({ communityId: one.communityId, rule, zone: "UTC" }, other.memberIds[0]!, asOf)).toBe(
      false,
    );
  });
});
