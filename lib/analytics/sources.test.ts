import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channels } from "@/lib/sightings/types";
import { parseSourceKey, sourceKey, sourcesOf, type TouchGroup } from "./sources";

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

  it("keep the total although a list shows only its first hundred", () => {
    const groups = Array.from({ length: 300 }, (_, i) => group({ source: `s${i}` }));
    const { sources, total } = sourcesOf([], groups);
    expect([sources.length, total.arrived]).toEqual([100, 300]);
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
