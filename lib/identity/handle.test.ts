import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handleFor } from "./handle";

describe("handleFor", () => {
  it.each([
    ["Ada Lovelace", "ada@example.org", "ada-lovelace"],
    ["老周", "zhou@example.org", "lao-zhou"],
    ["Zoë Brontëm", "z@example.org", "zoe-brontem"],
    ["李", "li.wei@example.org", "li-wei"],
    ["42", "7@example.org", "member"],
    ["Мария", "maria@example.org", "maria"],
  ])("makes %s (%s) %s", (name, email, handle) => expect(handleFor(name, email)).toBe(handle));

  it("always gives something the profile form would accept", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.emailAddress(), (name, email) => {
        expect(handleFor(name, email)).toMatch(/^[a-z][a-z0-9-]{2,29}$/);
      }),
    );
  });
});
