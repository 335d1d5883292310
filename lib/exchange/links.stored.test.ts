import { describe, expect, it } from "vitest";
import { rewriteStored } from "./links";

const rewrite = rewriteStored(
  {
    path: "guide/one.md",
    slugs: new Map([
      ["guide/one.md", "one"],
      ["guide/two.md", "two"],
    ]),
    pictures: [{ id: "f1", path: "guide/img/a.png", width: 10, height: 20 }],
  },
  "wheels",
);

describe("an imported post that is edited here", () => {
  it("still links to its neighbours and shows its pictures", () => {
    expect(rewrite("./two.md#Next Part", "link")).toBe("/c/wheels/posts/two#s-next-part");
    expect(rewrite("img/a.png", "image")).toEqual({ url: "/api/files/f1", width: 10, height: 20 });
  });

  it("keeps the words of a link that leads nowhere, and leaves other sites and this one alone", () => {
    expect(rewrite("gone.md", "link")).toBe("");
    expect(rewrite("https://example.org/x", "link")).toBeNull();
    expect(rewrite("/api/files/f2", "image")).toBeNull();
  });
});
