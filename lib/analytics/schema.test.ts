import { describe, expect, it } from "vitest";
import { GrowthQuery } from "./schema";

describe("the growth page's address", () => {
  it("falls back to its defaults for anything it does not understand", () => {
    const defaults = { range: "30d", view: "chart" };
    expect(GrowthQuery.parse({})).toMatchObject(defaults);
    const odd = { range: "1000y", view: ["x"], table: "__proto__", cohort: "", asOf: "2026-02-31" };
    expect(JSON.parse(JSON.stringify(GrowthQuery.parse(odd)))).toEqual(defaults);
    expect(GrowthQuery.parse({ range: ["90d", "7d"] }).range).toBe("90d");
  });
});
