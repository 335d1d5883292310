import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "@/lib/access/decide";
import { type PrepaidPurchase, prepaidGrants } from "./prepaid";

const day = (text: string) => new Date(text.includes("T") ? text : `${text}T00:00:00Z`);
const dayMs = 24 * 60 * 60 * 1000;

function pass(sourceId: string, takenAt: string | Date, over: Partial<PrepaidPurchase> = {}): PrepaidPurchase {
  return {
    source: "order",
    sourceId,
    benefitIds: ["texts"],
    takenAt: typeof takenAt === "string" ? day(takenAt) : takenAt,
    termDays: 30,
    termUntil: null,
    closedAt: null,
    disputedAt: null,
    ...over,
  };
}

/** `source: start–end note`, in the order of time. */
function told(purchases: readonly PrepaidPurchase[]): string[] {
  return [...prepaidGrants(purchases)].flatMap(([key, grants]) =>
    grants.map(({ startsAt, endsAt, sourceNote }) => {
      const date = (at: Date | null) => at?.toISOString().slice(0, 10) ?? "for good";
      return `${key.split(":")[1]}: ${date(startsAt)}–${date(endsAt)}${sourceNote ? ` ${sourceNote}` : ""}`;
    }),
  );
}

describe("days paid in advance", () => {
  it("follow one another when bought early, and begin at once when bought late", () => {
    expect(told([pass("a", "2026-01-01"), pass("b", "2026-01-20"), pass("c", "2026-05-01")])).toEqual([
      "a: 2026-01-01–2026-01-31",
      "b: 2026-01-31–2026-03-02",
      "c: 2026-05-01–2026-05-31",
    ]);
  });

  it("last their number of times 24 hours, whatever the calendar and the clocks of a zone do", () => {
    // Over 29 February, and over the night in which Berlin and New York change their clocks.
    for (const from of ["2024-02-15T23:30:00Z", "2026-03-07T20:00:00Z", "2026-10-24T22:00:00Z"]) {
      const [grant] = prepaidGrants([pass("a", from)]).get("order:a")!;
      expect(grant!.endsAt!.getTime() - day(from).getTime()).toBe(30 * dayMs);
    }
  });

  it("run up to and not at their end, where the next one begins", () => {
    const [first, second] = [...prepaidGrants([pass("a", "2026-01-01"), pass("b", "2026-01-02")]).values()].flat();
    const end = first!.endsAt!.getTime();
    const at = (offset: number) => [first!, second!].map((grant) => runs({ ...grant }, new Date(end + offset)));
    expect([at(-1), at(0), at(1)]).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
  });

  it("close up when one is given back: what had begun ends, what had not vanishes, the rest keeps its length", () => {
    const [a, b, c] = [pass("a", "2026-01-01"), pass("b", "2026-01-02"), pass("c", "2026-01-03")];
    expect(told([{ ...a, closedAt: day("2026-01-11") }, b, c])).toEqual([
      "a: 2026-01-01–2026-01-11 refunded",
      "b: 2026-01-11–2026-02-10",
      "c: 2026-02-10–2026-03-12",
    ]);
    expect(told([a, { ...b, closedAt: day("2026-01-11") }, c])).toEqual([
      "a: 2026-01-01–2026-01-31",
      "c: 2026-01-31–2026-03-02",
    ]);
  });

  it("never begin before they were taken, although the one before them is gone", () => {
    expect(told([pass("a", "2026-01-01", { closedAt: day("2026-01-05") }), pass("b", "2026-01-20")])[1]).toBe(
      "b: 2026-01-20–2026-02-19",
    );
  });

  it("rest while their payment is disputed and move nothing; won they go on, lost they have ended", () => {
    const disputed = pass("a", "2026-01-01", { disputedAt: day("2026-01-11") });
    const next = pass("b", "2026-01-02");
    expect(told([disputed, next])).toEqual(["a: 2026-01-01–2026-01-11 disputed", "b: 2026-01-31–2026-03-02"]);
    expect(told([{ ...disputed, restoredAt: day("2026-01-21") }, next])).toEqual([
      "a: 2026-01-01–2026-01-11 disputed",
      "a: 2026-01-21–2026-01-31",
      "b: 2026-01-31–2026-03-02",
    ]);
    expect(told([{ ...disputed, isLost: true }, next])).toEqual([
      "a: 2026-01-01–2026-01-11 disputed",
      "b: 2026-01-11–2026-02-10",
    ]);
  });

  it("until a fixed date begin at once, and what is for good is not waited for", () => {
    const fixed = pass("a", "2026-01-01", { termDays: null, termUntil: day("2026-06-30") });
    expect(told([fixed, pass("b", "2026-02-01")])).toEqual(["a: 2026-01-01–2026-06-30", "b: 2026-06-30–2026-07-30"]);
    const forGood = pass("a", "2026-01-01", { termDays: null });
    expect(told([forGood, pass("b", "2026-02-01")])).toEqual(["a: 2026-01-01–for good", "b: 2026-02-01–2026-03-03"]);
    expect(told([pass("a", "2026-07-01", { termDays: null, termUntil: day("2026-06-30") })])).toEqual([]);
  });

  it("of other benefits run beside each other", () => {
    expect(told([pass("a", "2026-01-01"), pass("b", "2026-01-02", { benefitIds: ["talks"] })])).toEqual([
      "a: 2026-01-01–2026-01-31",
      "b: 2026-01-02–2026-02-01",
    ]);
  });
});

const start = day("2026-01-01").getTime();
const moment = fc.integer({ min: 0, max: 200 }).map((days) => new Date(start + days * dayMs));
const purchases = fc
  .array(
    fc.record({
      takenAt: moment,
      termDays: fc.integer({ min: 1, max: 60 }),
      closedAfter: fc.option(fc.integer({ min: 0, max: 90 }), { freq: 3 }),
    }),
    { maxLength: 8 },
  )
  .map((drawn) =>
    drawn.map(({ takenAt, termDays, closedAfter }, n) =>
      pass(`p${n}`, takenAt, {
        termDays,
        closedAt: closedAfter === null ? null : new Date(takenAt.getTime() + closedAfter * dayMs),
      }),
    ),
  );

describe("whatever was bought and given back", () => {
  it("no two passes of one set run at once, and each that was kept lasts in full, not before it was taken", () => {
    fc.assert(
      fc.property(purchases, (list) => {
        const placed = list.flatMap((one) =>
          prepaidGrants(list)
            .get(`order:${one.sourceId}`)!
            .map((grant) => ({ ...grant, one })),
        );
        const inOrder = placed.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
        for (const [n, grant] of inOrder.entries()) {
          expect(grant.startsAt >= grant.one.takenAt).toBe(true);
          if (n > 0) expect(inOrder[n - 1]!.endsAt! <= grant.startsAt).toBe(true);
          const lasts = grant.endsAt!.getTime() - grant.startsAt.getTime();
          if (grant.one.closedAt === null) expect(lasts).toBe(grant.one.termDays! * dayMs);
          else expect(grant.endsAt! <= grant.one.closedAt || lasts === grant.one.termDays! * dayMs).toBe(true);
        }
      }),
    );
  });

  it("the order in which we hear of it changes nothing", () => {
    fc.assert(
      fc.property(
        purchases.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(Object.fromEntries(prepaidGrants(shuffled))).toEqual(Object.fromEntries(prepaidGrants(list)));
        },
      ),
    );
  });

  it("giving one back never takes time from another", () => {
    fc.assert(
      fc.property(purchases, fc.nat(7), fc.integer({ min: 0, max: 90 }), (list, index, after) => {
        const chosen = list[index];
        if (!chosen) return;
        const closedAt = new Date(chosen.takenAt.getTime() + after * dayMs);
        const length = (all: readonly PrepaidPurchase[], id: string) =>
          prepaidGrants(all)
            .get(`order:${id}`)!
            .reduce((sum, { startsAt, endsAt }) => sum + endsAt!.getTime() - startsAt.getTime(), 0);
        const others = list.filter((one) => one !== chosen && one.closedAt === null);
        const after_ = list.map((one) => (one === chosen ? { ...one, closedAt } : one));
        for (const { sourceId } of others) expect(length(after_, sourceId)).toBe(length(list, sourceId));
      }),
    );
  });
});
