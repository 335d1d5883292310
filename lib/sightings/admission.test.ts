import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { admit, type KnownDays, nothingKnown } from "./admission";
import { limitOfAll, limitsOf, otherSources, searchesPerPerson, siteOf, sourcesPerDay, termsPerDay } from "./limits";
import { type Marked, markMaker } from "./mark";
import { tally, tallySearches } from "./tally";
import type { SightedPost, SightedSearch, Sighting } from "./types";

const at = new Date("2026-11-22T10:00:00Z");
const place = { communityId: "c", day: "2026-11-22" };
const markFor = markMaker("key", "c");
const browser = (name: string, address: string): Marked => ({ address, userAgent: name });
const sighting = (name: string, address: string, more: Partial<Sighting> = {}): Sighting => ({
  ...place,
  at,
  second: 36_000,
  userId: null,
  isMember: false,
  marks: [markFor("visit", browser(name, address))],
  limits: {
    visitors: limitsOf("visitors", address, markFor),
    openings: limitsOf("openings", address, markFor),
    sources: limitsOf("sources", address, markFor),
    all: limitOfAll(markFor),
  },
  channel: "search",
  source: "google",
  touches: null,
  isView: true,
  post: null,
  ...more,
});
const post = (name: string, address: string, more: Partial<SightedPost> = {}): SightedPost => ({
  id: "p",
  progress: 0,
  completed: false,
  readerMarks: [markFor("read p", browser(name, address))],
  completionMarks: [markFor("end p", browser(name, address))],
  openings: [],
  ...more,
});
const search = (term: string, address: string, userId: string | null = null): SightedSearch => ({
  ...place,
  at,
  term,
  found: 0,
  marks: [markFor(`search ${term}`, { network: address }), ...(userId ? [markFor(`search ${term}`, { userId })] : [])],
  limits: {
    searches: limitsOf("searches", address, markFor),
    terms: limitsOf("terms", address, markFor),
    all: limitOfAll(markFor),
  },
});
const list = <Item>(length: number, item: (i: number) => Item) => Array.from({ length }, (_, i) => item(i));
const visits = (sightings: Sighting[], known: KnownDays = nothingKnown) => {
  const admitted = admit({ sightings, searches: [] }, known);
  const { visits: rows, postViews } = tally(admitted.sightings, admitted.marks);
  return { ...admitted, rows, postViews };
};
const searches = (list: SightedSearch[], known: KnownDays = nothingKnown) => {
  const admitted = admit({ sightings: [], searches: list }, known);
  return { ...admitted, rows: tallySearches(admitted.searches, admitted.marks) };
};
/** What a second batch finds of a first one. */
const knownAfter = ({ marks, spent }: { marks: KnownDays["marks"]; spent: KnownDays["marks"] }): KnownDays => {
  const rows = new Map<string, KnownDays["marks"][number]>();
  for (const row of [...marks, ...spent])
    rows.set(row.mark, { ...row, fresh: row.fresh + (rows.get(row.mark)?.fresh ?? 0) });
  return { ...nothingKnown, marks: [...rows.values()] };
};

describe("one network", () => {
  it("brings two hundred new browsers a day; of the rest only views count", () => {
    const first = visits(list(300, (i) => sighting(`browser ${i}`, "203.0.113.7")));
    expect(first.rows).toMatchObject([{ visitors: 200, views: 300 }]);
    const again = visits(
      list(300, (i) => sighting(`browser ${i + 100}`, "203.0.113.7")),
      knownAfter(first),
    );
    expect(again.rows).toMatchObject([{ visitors: 0, views: 300 }]);
    expect(again.marks).toEqual([]);
    const elsewhere = visits([sighting("browser 0", "203.0.113.8")], knownAfter(first));
    expect(elsewhere.rows).toMatchObject([{ visitors: 1 }]);
  });

  it("of IPv6 is a /64, and its /48 brings a thousand", () => {
    expect(siteOf("2001:db8:7:1::/64")).toBe("2001:db8:7::/48");
    expect(siteOf("203.0.113.7")).toBeNull();
    const from = (networks: number) =>
      visits(list(4_000, (i) => sighting(`browser ${i}`, `2001:db8:7:${(i % networks).toString(16)}::/64`))).rows[0];
    expect(from(1)?.visitors).toBe(200);
    expect(from(2)?.visitors).toBe(400);
    expect(from(1000)?.visitors).toBe(1000);
  });

  it("keeps counting whoever has an account", () => {
    const full = knownAfter(visits(list(200, (i) => sighting(`browser ${i}`, "203.0.113.7"))));
    const account = sighting("another", "203.0.113.7");
    account.marks.push(markFor("visit", { userId: "u" }));
    expect(visits([account, account], full)).toMatchObject({ rows: [{ visitors: 1, views: 2 }], marks: [{}] });
  });

  it("opens two thousand posts for browsers without a name, whatever they call themselves", () => {
    const openings = list(3_000, (i) => {
      const id = `p${i}`;
      const readerMarks = [markFor(`read ${id}`, browser(`browser ${i % 100}`, "203.0.113.7"))];
      return sighting(`browser ${i % 100}`, "203.0.113.7", { post: post("", "", { id, readerMarks }) });
    });
    const { postViews } = visits(openings);
    expect(postViews).toHaveLength(3_000);
    expect(postViews.filter(({ readers }) => readers > 0)).toHaveLength(2_000);
  });

  it("makes five new sources a day; known ones count as before, and nothing is lost", () => {
    const sources = list(200, (i) => sighting("browser", "203.0.113.7", { channel: "campaign", source: `s${i}` }));
    const known = { ...nothingKnown, sources: [{ ...place, channel: "campaign", source: "s150" }] };
    const { rows } = visits(sources, known);
    expect(rows.map(({ source }) => source).toSorted()).toEqual(
      [...list(5, (i) => `s${i}`), "s150", otherSources].toSorted(),
    );
    expect(rows.reduce((sum, row) => sum + row.views, 0)).toBe(200);
  });
});

describe("a community's day", () => {
  it("holds a bounded number of sources: what comes after is counted together", () => {
    const from = (i: number) => sighting(`browser ${i}`, `198.51.100.${i}`, { source: `site-${i}.example` });
    const { rows } = visits(list(sourcesPerDay + 40, from));
    expect(rows).toHaveLength(sourcesPerDay + 1);
    expect(rows.find(({ source }) => source === otherSources)).toMatchObject({ visitors: 40, views: 40 });
  });

  it("holds a bounded number of marks: beyond it only views count", () => {
    const all = limitOfAll(markFor);
    const known = { ...nothingKnown, marks: [{ ...place, mark: all.mark, fresh: all.max - 3 }] };
    const seen = list(10, (i) => {
      const address = `198.51.100.${i}`;
      return sighting(`browser ${i}`, address, { post: post(`browser ${i}`, address) });
    });
    const { rows, postViews, marks } = visits(seen, known);
    expect(marks).toHaveLength(3);
    expect(rows).toMatchObject([{ visitors: 2, views: 10 }]);
    expect(postViews).toMatchObject([{ readers: 1, views: 10 }]);
  });

  it("never lets a network in for more than its limits, in however many batches", () => {
    const any = fc.record({ name: fc.nat(400), address: fc.constantFrom("203.0.113.7", "203.0.113.8") });
    fc.assert(
      fc.property(fc.array(fc.array(any, { maxLength: 300 }), { maxLength: 5 }), (batches) => {
        let known = nothingKnown;
        let visitors = 0;
        for (const batch of batches) {
          const seen = visits(
            batch.map(({ name, address }) => sighting(`browser ${name}`, address)),
            known,
          );
          visitors += seen.rows.reduce((sum, row) => sum + row.visitors, 0);
          known = knownAfter({ marks: [...known.marks, ...seen.marks], spent: seen.spent });
        }
        const distinct = new Set(batches.flat().map(({ name, address }) => `${name} ${address}`)).size;
        expect(visitors).toBeLessThanOrEqual(Math.min(400, distinct));
        if (distinct <= 200) expect(visitors).toBe(distinct);
      }),
      { numRuns: 30 },
    );
  });
});

describe("the end of a text", () => {
  const opening = (second: number) => ({
    day: place.day,
    mark: markFor("read p", browser("b", "203.0.113.7")),
    second,
  });
  const opened = (second: number) => sighting("b", "203.0.113.7", { second, post: post("b", "203.0.113.7") });
  const ended = (second: number, openings = [opening(second)]) =>
    sighting("b", "203.0.113.7", {
      at: new Date(at.getTime() + second),
      second,
      isView: false,
      post: post("b", "203.0.113.7", { progress: 100, completed: true, openings }),
    });
  const completions = (seen: Sighting[], known = nothingKnown) =>
    visits(seen, known).postViews.reduce((sum, row) => sum + row.completions, 0);

  it("was reached only by who opened the post, and some seconds before", () => {
    expect(completions([ended(100)])).toBe(0);
    expect(completions([opened(100), ended(102)])).toBe(0);
    expect(completions([opened(100), ended(108)])).toBe(1);
    expect(completions([ended(108)], knownAfter(visits([opened(100)])))).toBe(1);
    expect(completions([ended(102)], knownAfter(visits([opened(100)])))).toBe(0);
  });

  it("counts when the post was opened before midnight", () => {
    const mark = "opened yesterday";
    const known = { ...nothingKnown, marks: [{ communityId: "c", day: "2026-11-21", mark, fresh: 86_395 }] };
    expect(completions([ended(10, [{ day: "2026-11-21", mark, second: 86_410 }])], known)).toBe(1);
  });

  it("is not what an opening can say by itself", () => {
    const both = sighting("b", "203.0.113.7", { second: 500, post: post("b", "203.0.113.7", { completed: true }) });
    expect(visits([opened(100), both]).postViews).toMatchObject([{ views: 2, readers: 1, completions: 0 }]);
  });

  it("is no opening either: reading on makes nobody a reader", () => {
    expect(visits([ended(108)]).postViews).toMatchObject([{ views: 0, readers: 0, completions: 0 }]);
  });
});

describe("searches", () => {
  it("of one person are one person's, however often, on however many pages, signed in or not", () => {
    const { rows } = searches([
      search("raft", "203.0.113.7"),
      search("raft", "203.0.113.7"),
      search("raft", "203.0.113.7", "ada"),
      search("raft", "203.0.113.8", "ada"),
      search("raft", "203.0.113.8"),
    ]);
    expect(rows).toMatchObject([{ term: "raft", searches: 5, people: 1 }]);
  });

  it("of several people are told apart, in one batch or in two", () => {
    const first = searches([search("raft", "203.0.113.7"), search("raft", "203.0.113.9", "ada")]);
    expect(first.rows).toMatchObject([{ searches: 2, people: 2 }]);
    const second = searches([search("raft", "203.0.113.7"), search("raft", "203.0.113.10")], {
      ...knownAfter(first),
      terms: [{ ...place, count: 1, known: new Set(["raft"]) }],
    });
    expect(second.rows).toMatchObject([{ searches: 2, people: 1 }]);
  });

  it("count ten times for the same person and term, and not more", () => {
    const first = searches(list(40, () => search("raft", "203.0.113.7")));
    expect(first.rows).toMatchObject([{ searches: searchesPerPerson, people: 1 }]);
    const known = { ...knownAfter(first), terms: [{ ...place, count: 1, known: new Set(["raft"]) }] };
    expect(searches([search("raft", "203.0.113.7")], known).rows).toEqual([]);
  });

  it("make twenty new terms a day for one network, so that nobody can use up the day's", () => {
    const { rows } = searches(list(100, (i) => search(`term ${i}`, "203.0.113.7")));
    expect(rows).toHaveLength(20);
    const known = { ...nothingKnown, terms: [{ ...place, count: 500, known: new Set(list(100, (i) => `term ${i}`)) }] };
    expect(
      searches(
        list(400, (i) => search(`term ${i % 100}`, "203.0.113.7")),
        known,
      ).rows,
    ).toHaveLength(100);
  });

  it("beyond the day's terms count only for those it knows", () => {
    const known = { ...nothingKnown, terms: [{ ...place, count: termsPerDay, known: new Set(["raft"]) }] };
    expect(searches([search("raft", "203.0.113.7"), search("paxos", "203.0.113.8")], known).rows).toMatchObject([
      { term: "raft" },
    ]);
  });
});
