import { describe, expect, it } from "vitest";
import { cardKey, personKey } from "./person-key";

describe("keys of people and cards", () => {
  it("are the same for all addresses of one mailbox and differ for others", () => {
    expect(personKey("a.da+x@gmail.com")).toBe(personKey("ADA@googlemail.com"));
    expect(personKey("ada@example.org")).not.toBe(personKey("bob@example.org"));
    expect(personKey("nobody")).toBeNull();
  });

  it("say nothing of what they are made of, and never mix people with cards", () => {
    expect(personKey("ada@example.org")).toMatch(/^[0-9a-f]{64}$/);
    expect(cardKey("ada@example.org")).not.toBe(personKey("ada@example.org"));
    expect(cardKey("fp_1")).toBe(cardKey("fp_1"));
  });
});
