import { describe, expect, it } from "vitest";
import { GrowthQuery } from "@/lib/analytics/schema";
import { growthHref } from "./address";

describe("the growth page's address", () => {
  it("carries choices along and leaves defaults out", () => {
    const query = GrowthQuery.parse({ range: "90d", cohort: "member" });
    expect(growthHref("wheels", query, { table: "revenue" })).toBe(
      "/c/wheels/manage/analytics?range=90d&cohort=member&table=revenue",
    );
    expect(growthHref("wheels", query, { range: "30d", cohort: undefined })).toBe("/c/wheels/manage/analytics");
  });
});
