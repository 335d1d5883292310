import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tally } from "./tally";
import type { Sighting } from "./types";

const at = new Date("2026-11-22T10:00:00Z");
const sighting = (more: Partial<Sighting> = {}): Sighting => ({
  communityId: "c",
  at,
  day: "2026-11-22",
  second: 36_000,
  userId: null,
  isMember: false,
  marks: ["browser"],
  limits: { visitors: [], openings: [], sources: [], all: { mark: "all", max: 1000 } },
  channel: "search",
  source: "google",
  touches: null,
  isView: true,
  post: null,
  ...more,
});
const post = (who: string[], more = {}) => ({
  id: "p",
  progress: 40,
  completed: false,
  readerMarks: who.map((mark) => `read ${mark}`),
  completionMarks: who.map((mark) => `end ${mark}`),
  openings: [],
  ...more,
});
/** None of their marks was known. */
const count = (...sightings: Sighting[]) =>
  tally(
    sightings,
    sightings.flatMap(({ communityId, day, marks, isView, post: read }) =>
      [...(isView ? marks : []), ...(read?.readerMarks ?? []), ...(read?.completed ? read.completionMarks : [])].map(
        (mark) => ({ communityId, day, mark }),
      ),
    ),
  );

describe("a batch of sightings", () => {
  it("counts a browser once a day, and each page it saw", () => {
    expect(count(sighting(), sighting(), sighting({ marks: ["other"] })).visits).toEqual([
      { communityId: "c", day: "2026-11-22", channel: "search", source: "google", visitors: 2, views: 3 },
    ]);
  });

  it("counts one visitor when the person behind the browser signs in, or looks again from another one", () => {
    const signedIn = sighting({ userId: "u", marks: ["browser", "account"] });
    const elsewhere = sighting({ userId: "u", marks: ["phone", "account"] });
    expect(count(sighting(), signedIn, elsewhere).visits[0]).toMatchObject({ visitors: 1, views: 3 });
  });

  it("knows members by their presence, not as visitors, also after they have signed out", () => {
    const member = sighting({ userId: "u", isMember: true, marks: ["browser", "account"] });
    const { visits, presence } = count(member, member, sighting());
    expect(visits[0]).toMatchObject({ visitors: 0, views: 1 });
    expect(presence).toEqual([{ communityId: "c", userId: "u", day: "2026-11-22", views: 2 }]);
  });

  it("counts readers once, however often they report; the furthest point and the first end stay", () => {
    const who = { userId: "u", isMember: true, marks: ["b", "a"] };
    const later = new Date(at.getTime() + 60_000);
    const { postViews, reads } = count(
      sighting({ ...who, post: post(["b", "a"], { progress: 0 }) }),
      sighting({ ...who, isView: false, at: later, post: post(["b", "a"], { progress: 100, completed: true }) }),
      sighting({ ...who, isView: false, post: post(["b", "a"], { progress: 60 }) }),
    );
    expect(postViews).toEqual([
      { communityId: "c", postId: "p", day: "2026-11-22", views: 1, readers: 1, completions: 1 },
    ]);
    expect(reads[0]).toMatchObject({ firstAt: at, lastAt: later, progress: 100, completedAt: later });
  });

  it("never counts more visitors than views, more readers than marks, or more completions than readers", () => {
    const any = fc.record({
      who: fc.constantFrom("ada", "bob", "cat"),
      signedIn: fc.boolean(),
      isView: fc.boolean(),
      completed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), (seen) => {
        const sightings = seen.map(({ who, signedIn, isView, completed }) => {
          const marks = signedIn ? [who, `account ${who}`] : [who];
          return sighting({ isView, marks, userId: signedIn ? who : null, post: post(marks, { completed }) });
        });
        const { visits, postViews } = count(...sightings);
        for (const row of visits) expect(row.visitors).toBeLessThanOrEqual(Math.min(row.views, 3));
        for (const row of postViews) {
          expect(row.readers).toBeLessThanOrEqual(3);
          expect(row.completions).toBeLessThanOrEqual(row.readers);
        }
        // What is already known to the database counts nobody again.
        expect(tally(sightings, []).visits.every(({ visitors }) => visitors === 0)).toBe(true);
      }),
    );
  });

  it("keeps the earliest first touch and the newest last one of a person", () => {
    const touch = (source: string, minutes: number) => {
      const when = new Date(at.getTime() + minutes * 60_000);
      const one = { channel: "social" as const, source, campaign: "", postId: null, day: "2026-11-22", at: when };
      return sighting({ userId: "u", at: when, touches: { first: one, last: one } });
    };
    const { arrivals } = count(touch("x", 10), touch("v2ex", 0), touch("zhihu", 20));
    expect(arrivals).toMatchObject([{ seenAt: at, firstSource: "v2ex", lastSource: "zhihu" }]);
  });
});
