import { describe, expect, it } from "vitest";
import { sharedRequest } from "./shared-request";

const ask = (url: string, headers: Record<string, string> = {}, method = "GET") =>
  sharedRequest({ method, url, headers });

describe("sharedRequest", () => {
  it("shares public pages of visitors without a session", () => {
    for (const url of [
      "/",
      "/explore",
      "/c/wheels",
      "/c/wheels/posts/what-fsync-guarantees",
      "/c/wheels/join",
      "/c/wheels/posts/%E5%85%B3",
    ]) {
      expect(ask(url), url).not.toBeNull();
    }
  });

  it("never shares what belongs to one person, changes something or is not a page", () => {
    for (const url of [
      "/home",
      "/me",
      "/sign-in",
      "/api/health",
      "/c/wheels/manage",
      "/c/wheels/studio/new",
      "/c/wheels/new",
      "/c/wheels/search?q=a",
      "/c/wheels/join/return",
      "/c/wheels//posts",
      "/c/wheels/",
      "/c/wheels/posts/a%00b?x=1",
    ]) {
      expect(ask(url), url).toBeNull();
    }
    expect(ask("/c/wheels", {}, "POST")).toBeNull();
  });

  it("never shares with or from a session, an Authorization header or the router", () => {
    const personalHeaders: Record<string, string>[] = [
      { cookie: "guildhall.session=x" },
      { cookie: "a=b; __Secure-guildhall.session=" },
      { authorization: "Bearer x" },
      { rsc: "1" },
      { "next-router-state-tree": "x" },
      { "next-action": "x" },
      { range: "bytes=0-1" },
    ];
    for (const headers of personalHeaders) {
      expect(ask("/c/wheels", headers), JSON.stringify(headers)).toBeNull();
    }
  });

  it("shares with visitors whose way here is remembered: the page does not depend on it", () => {
    const plain = ask("/c/wheels/feed");
    const cookie = "guildhall-touch=1*search*google***2026-11-22*search*google***2026-11-22";
    expect(ask("/c/wheels/feed", { cookie })).toEqual(plain);
  });

  it("knows the parameters of public lists, ignores campaign tags and leaves all others to a fresh render", () => {
    expect(ask("/c/wheels/feed?type=question&sort=new&utm_source=x")?.url).toBe(
      "/c/wheels/feed?sort=new&type=question",
    );
    expect(ask("/c/wheels/feed?sort=new&type=question")?.key).toBe(ask("/c/wheels/feed?type=question&sort=new")?.key);
    expect(ask("/c/wheels/feed?sort=new&sort=old")).toBeNull();
    expect(ask("/c/wheels/feed?preview=1")).toBeNull();
    expect(ask(`/c/wheels/feed?after=${"x".repeat(101)}`)).toBeNull();
  });

  it("keeps languages and themes apart", () => {
    const keys = [
      ask("/", { "accept-language": "zh" }),
      ask("/", { "accept-language": "en" }),
      ask("/", { "accept-language": "en", cookie: "guildhall-theme=dark" }),
      ask("/", { cookie: "guildhall-locale=zh-CN; guildhall-theme=light" }),
    ].map((shared) => shared?.key);
    expect(new Set(keys).size).toBe(4);
    expect(ask("/", { cookie: "guildhall-theme=<script>" })?.theme).toBeNull();
    expect(ask("/", { cookie: "guildhall-locale=zh-CN", "accept-language": "en" })?.locale).toBe("zh-CN");
  });

  it("names the community whose changes void the copy", () => {
    expect(ask("/c/slow-query/feed")?.community).toBe("slow-query");
    expect(ask("/explore")?.community).toBeNull();
  });
});
