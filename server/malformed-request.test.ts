import { describe, expect, it } from "vitest";
import { malformedRequest } from "./malformed-request";

const status = (headers: Record<string, string>, method = "POST") => malformedRequest({ method, headers })?.status;
const feed = [
  "",
  { children: ["c", { children: [["community", "wheels", "d", null], { children: ["__PAGE__", {}] }] }] },
];
const tree = (state: unknown) => status({ "next-router-state-tree": encodeURIComponent(JSON.stringify(state)) }, "GET");

describe("the router's header", () => {
  it("passes when it is absent or what our own router sends", () => {
    expect(status({}, "GET")).toBeUndefined();
    expect(tree(feed)).toBeUndefined();
    expect(tree(["", {}, null, "refetch"])).toBeUndefined();
  });

  it("is refused when it is no tree of segments", () => {
    for (const state of [null, 1, [], {}, [1], ["", { children: 1 }], [["community", "wheels", "zz"], {}]])
      expect(tree(state)).toBe(400);
    for (const header of ["", "%", "%E0%A4", "[".repeat(5000), "x".repeat(50_000)])
      expect(status({ "next-router-state-tree": header }, "GET")).toBe(400);
  });
});

describe("a form", () => {
  const form = { "content-type": "multipart/form-data; boundary=x", host: "guild.example" };

  it("passes from our own address, and from nowhere, as scripts send it", () => {
    expect(status({ ...form, origin: "https://guild.example" })).toBeUndefined();
    expect(status({ ...form, origin: "https://guild.example:444", host: "guild.example:444" })).toBeUndefined();
    expect(status(form)).toBeUndefined();
    expect(status({ ...form, origin: "https://a.example", "x-forwarded-host": "a.example, proxy" })).toBeUndefined();
  });

  it("is refused from another site", () => {
    for (const origin of [
      "https://evil.example",
      "null",
      "https://guild.example.evil.example",
      "https://guild.example:1",
    ])
      expect(status({ ...form, origin })).toBe(403);
    expect(status({ "next-action": "x", host: "guild.example", origin: "https://evil.example" })).toBe(403);
  });

  it("is refused when its headers make no sense", () => {
    for (const origin of ["", "x", "http://", "//"]) expect(status({ ...form, origin })).toBe(400);
    for (const type of ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; x=y"])
      expect(status({ ...form, "content-type": type })).toBe(400);
  });

  it("is not looked for in other requests: a webhook or a page comes from wherever it likes", () => {
    expect(status({ "content-type": "application/json", host: "x", origin: "https://evil.example" })).toBeUndefined();
    expect(status({ ...form, origin: "https://evil.example" }, "GET")).toBeUndefined();
  });
});
