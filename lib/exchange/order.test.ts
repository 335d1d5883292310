import { describe, expect, it } from "vitest";
import { inReadingOrder } from "./order";

const order = (paths: (string | [string, number])[], summary: string | null = null) =>
  inReadingOrder(
    paths.map((entry) =>
      typeof entry === "string" ? { path: entry, front: {} } : { path: entry[0], front: { order: entry[1] } },
    ),
    summary,
  ).map((article) => article.path);

describe("reading order", () => {
  it("counts numbers in names as numbers", () => {
    expect(order(["10-c.md", "2-b.md", "1-a.md"])).toEqual(["1-a.md", "2-b.md", "10-c.md"]);
  });

  it("puts an index first in its folder, whatever it is called", () => {
    expect(order(["a.md", "README.md"])).toEqual(["README.md", "a.md"]);
    expect(order(["x/a.md", "x/_index.md", "0.md"])).toEqual(["0.md", "x/_index.md", "x/a.md"]);
  });

  it("front matter's number beats the name, for a folder through its index", () => {
    expect(order([["a.md", 2], ["b.md", 1], "c.md"])).toEqual(["b.md", "a.md", "c.md"]);
    expect(order(["a/x.md", ["a/_index.md", 2], "b/x.md", ["b/_index.md", 1]])).toEqual([
      "b/_index.md",
      "b/x.md",
      "a/_index.md",
      "a/x.md",
    ]);
  });

  it("a SUMMARY decides for what it names", () => {
    expect(order(["a.md", "b c.md", "d.md"], "- [B](b%20c.md)\n- [A](./a.md)")).toEqual(["b c.md", "a.md", "d.md"]);
  });
});
