import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channels } from "@/lib/sightings/types";
import { firstSources, parseSourceKey, sourceKey, sourcesOf, type TouchGroup } from "./sources";

const group = (more: Partial<TouchGroup> = {}): TouchGroup => ({
  channel: "search",
  source: "google",
  campaign: "",
  postId: null,
  arrived: 1,
  joined: 0,
  paid: 0,
  revenue: 0,
  ...more,
});

describe("sources", () => {
  it("add people up by source, by campaign and by the post landed on", () => {
    const visits = [
      { channel: "search", source: "google", visitors: 40 },
      { channel: "direct", source: "", visitors: 9 },
    ];
    const groups = [
      group({ arrived: 3, joined: 1, paid: 1, revenue: 1200, postId: "p" }),
      group({ arrived: 2, joined: 1 }),
      group({ channel: "campaign", source: "weekly", campaign: "june", arrived: 4, joined: 4, postId: "p" }),
      group({ channel: "campaign", source: "weekly", arrived: 1 }),
    ];
    const report = sourcesOf(visits, groups);
    expect(
      report.sources.map((row) => [sourceKey(row), row.visitors, row.arrived, row.joined, row.joinedShare]),
    ).toEqual([
      ["search:google", 40, 5, 2, 0.4],
      ["campaign:weekly", 0, 5, 4, 0.8],
      ["direct:", 9, 0, 0, null],
    ]);
    expect(report.campaigns).toMatchObject([{ source: "weekly", campaign: "june", arrived: 4, joined: 4 }]);
    expect(report.landings).toMatchObject([{ postId: "p", arrived: 7, joined: 5, paid: 1, revenue: 1200 }]);
    expect(report.total).toEqual({ visitors: 49, arrived: 10, joined: 6, paid: 1, revenue: 1200 });
  });

  it("are all in the file; the page shows the first ones and says how many more there are", () => {
    const groups = Array.from({ length: 300 }, (_, i) =>
      group({ source: `s${i}`, campaign: i < 120 ? `c${i}` : "", postId: i < 30 ? `p${i}` : null }),
    );
    const all = sourcesOf([], groups);
    expect([all.sources.length, all.campaigns.length, all.landings.length]).toEqual([300, 120, 30]);
    const { report, more } = firstSources(all);
    expect([report.sources.length, report.campaigns.length, report.landings.length]).toEqual([100, 100, 25]);
    expect(more).toEqual({ sources: 200, campaigns: 20, landings: 5 });
    expect(report.total).toEqual(all.total);
    expect(firstSources(sourcesOf([], groups.slice(0, 9))).more).toEqual({ sources: 0, campaigns: 0, landings: 0 });
  });

  it("add up to the totals, however many there are", () => {
    const groups = Array.from({ length: 250 }, (_, i) =>
      group({ source: `s${i}`, arrived: i, joined: i % 3, revenue: i }),
    );
    const { sources, total } = sourcesOf([{ channel: "direct", source: "", visitors: 7 }], groups);
    const sum = (name: "visitors" | "arrived" | "joined" | "revenue") =>
      sources.reduce((all, row) => all + row[name], 0);
    expect(total).toMatchObject({
      visitors: sum("visitors"),
      arrived: sum("arrived"),
      joined: sum("joined"),
      revenue: sum("revenue"),
    });
  });

  it("are named in addresses so that they can be found again", () => {
    fc.assert(
      fc.property(fc.constantFrom(...channels), fc.string(), (channel, source) => {
        expect(parseSourceKey(sourceKey({ channel, source }))).toEqual({ channel, source });
      }),
    );
    for (const key of [undefined, "", "owner:x", "search"]) expect(parseSourceKey(key)).toBeNull();
  });
});
