import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalEmail, canonicalPerson } from "./email";

const accepted: [string, string][] = [
  ["ada@example.org", "ada@example.org"],
  ["  ada@example.org ", "ada@example.org"],
  ["ADA@Example.ORG", "ada@example.org"],
  ["ada.lovelace@example.org", "ada.lovelace@example.org"],
  ["ada+guild@example.org", "ada+guild@example.org"],
  ["o'hara@example.org", "o'hara@example.org"],
  ["_x-1@sub.example.co.uk", "_x-1@sub.example.co.uk"],
  ["1@example.org", "1@example.org"],
  ["a@b.cn", "a@b.cn"],
  ["周@例子.中国", ""],
  ["zhou@例子.中国", "zhou@xn--fsqu00a.xn--fiqs8s"],
  ["zhou@BÜCHER.example", "zhou@xn--bcher-kva.example"],
  ["zhou@xn--bcher-kva.example", "zhou@xn--bcher-kva.example"],
  [`${"a".repeat(64)}@example.org`, `${"a".repeat(64)}@example.org`],
].filter(([, canonical]) => canonical !== "") as [string, string][];

const refused = [
  "",
  "ada",
  "@example.org",
  "ada@",
  "ada@example",
  "ada@@example.org",
  "ada@one@example.org",
  "ada@example.org,eve@evil.example",
  "ada@example.org;eve@evil.example",
  "ada@example.org eve@evil.example",
  "Ada <ada@example.org>",
  "<ada@example.org>",
  '"ada"@example.org',
  '"ada@evil.example"@example.org',
  "ada(comment)@example.org",
  "=?utf-8?q?ada?=@[127.0.0.1]",
  "ada@[127.0.0.1]",
  "ada@127.0.0.1",
  "ada@example.org\nBcc: eve@evil.example",
  "ada@exam\u0000ple.org",
  "ada\u200b@example.org",
  "ada＠example.org",
  "ａda@example.org",
  "аda@example.org",
  ".ada@example.org",
  "ada.@example.org",
  "a..b@example.org",
  "ada@-example.org",
  "ada@example-.org",
  "ada@example..org",
  "ada@.example.org",
  "ada@example.org.",
  "ada@exa_mple.org",
  "ada @example.org",
  `${"a".repeat(65)}@example.org`,
  `ada@${"a".repeat(64)}.org`,
  `ada@${"abcdefghi.".repeat(26)}org`,
  "ada@example.1",
  "周@例子.中国",
];

describe("canonicalEmail", () => {
  it.each(accepted)("takes %j as %j", (input, canonical) => {
    expect(canonicalEmail(input)).toBe(canonical);
  });

  it.each(refused)("refuses %j", (input) => {
    expect(canonicalEmail(input)).toBeNull();
  });

  it("is its own canonical form", () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string()), (input) => {
        const canonical = canonicalEmail(input);
        if (canonical !== null) expect(canonicalEmail(canonical)).toBe(canonical);
      }),
    );
  });
});

describe("the person behind an address", () => {
  it.each([
    ["ada+guild@example.org", "ada@example.org"],
    ["ADA+a+b@Example.org", "ada@example.org"],
    ["ada.lovelace@example.org", "ada.lovelace@example.org"],
    ["a.d.a+x@gmail.com", "ada@gmail.com"],
    ["A.da@googlemail.com", "ada@gmail.com"],
    ["+x@example.org", "+x@example.org"],
  ])("%s is %s", (email, person) => {
    expect(canonicalPerson(email)).toBe(person);
  });

  it("is nobody for what is no address", () => {
    expect(canonicalPerson("ada＠example.org")).toBeNull();
    expect(canonicalPerson("")).toBeNull();
  });

  it("does not change when it is asked again", () => {
    const local = fc.stringMatching(/^[a-z0-9]([a-z0-9.+]{0,10}[a-z0-9])?$/).filter((text) => !text.includes(".."));
    const domain = fc.constantFrom("example.org", "gmail.com", "googlemail.com");
    fc.assert(
      fc.property(local, domain, (name, at) => {
        const person = canonicalPerson(`${name}@${at}`);
        if (person !== null) expect(canonicalPerson(person)).toBe(person);
      }),
    );
  });
});
