import { describe, expect, it } from "vitest";
import { ChangeProduct, NewProductQuery, tickedIds } from "./products";

const form = (...names: string[]) => {
  const data = new FormData();
  for (const name of names) data.append(name, "on");
  return data;
};

describe("the boxes of a product's form", () => {
  it("are read by their prefix, and not without end", () => {
    expect(tickedIds(form("benefit:a", "item:b", "benefit:c", "name"), "benefit")).toEqual(["a", "c"]);
    expect(tickedIds(form(`item:${"x".repeat(100)}`), "item")).toEqual([]);
    expect(tickedIds(form(...Array.from({ length: 500 }, (_, i) => `item:${i}`)), "item")).toHaveLength(200);
  });
});

describe("what is said of a product", () => {
  const typed = { community: "c", product: "p", name: " Regular ", trial: "14", featured: "on" };

  it("is trimmed, with days as numbers and boxes as booleans", () => {
    expect(ChangeProduct.parse(typed)).toMatchObject({
      name: "Regular",
      promise: "",
      description: "",
      trial: 14,
      freeTrial: null,
      featured: true,
      refund: "ends",
    });
  });

  it.each(["-1", "1.5", "366", "soon", "１４"])("has no %s days of trial", (trial) => {
    expect(ChangeProduct.safeParse({ ...typed, trial }).error?.issues[0]?.message).toBe("bad-trial-days");
  });
});

it("a new product is a plan unless its address says otherwise", () => {
  expect(NewProductQuery.parse({ kind: "pass" }).kind).toBe("pass");
  expect(NewProductQuery.parse({ kind: ["pass"] }).kind).toBe("subscription");
});
