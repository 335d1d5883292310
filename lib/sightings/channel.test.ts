import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostOf, label, touchOf } from "./channel";
import type { Beacon } from "./schema";

const origin = { ownHosts: ["guild.example.org"], isSignedIn: false, day: "2026-11-22" };
const from = (beacon: Beacon, more = {}) => {
  const touch = touchOf(beacon, { ...origin, ...more });
  return touch && [touch.channel, touch.source];
};

describe("the channel somebody came by", () => {
  it.each([
    ["www.google.com", "search", "google"],
    ["www.google.co.jp", "search", "google"],
    ["com.google.android.googlequicksearchbox", "search", "google"],
    ["m.baidu.com", "search", "baidu"],
    ["cn.bing.com", "search", "bing"],
    ["www.sogou.com", "search", "sogou"],
    ["www.so.com", "search", "360"],
    ["duckduckgo.com", "search", "duckduckgo"],
    ["mp.weixin.qq.com", "social", "weixin"],
    ["weibo.com", "social", "weibo"],
    ["link.zhihu.com", "social", "zhihu"],
    ["www.v2ex.com", "social", "v2ex"],
    ["t.co", "social", "x"],
    ["old.reddit.com", "social", "reddit"],
    ["news.ycombinator.com", "social", "hacker news"],
    ["github.com", "social", "github"],
    ["www.postgresql.life", "referral", "postgresql.life"],
    ["evilgoogle.com", "referral", "evilgoogle.com"],
    ["google.com.evil.example", "referral", "google.com.evil.example"],
    ["docs.google.com", "referral", "docs.google.com"],
  ])("%s is %s, %s", (referrer, channel, source) => {
    expect(from({ referrer })).toEqual([channel, source]);
  });

  it("is the campaign's when the link names one, whatever site it stood on", () => {
    expect(from({ referrer: "www.google.com", utm_source: "Newsletter" })).toEqual(["campaign", "newsletter"]);
    const touch = touchOf({ utm_source: "weekly", utm_campaign: " Launch  2026 ", post: "0".repeat(36) }, origin);
    expect(touch).toMatchObject({ campaign: "launch 2026", postId: "0".repeat(36), day: "2026-11-22" });
  });

  it("is none from our own pages, from nowhere, and from where people only pass through", () => {
    for (const referrer of [
      "guild.example.org",
      "GUILD.example.org:443",
      "",
      "not a host",
      "127.0.0.1",
      "checkout.stripe.com",
      "mclient.alipay.com",
      "accounts.google.com",
      "mail.google.com",
      "mail.qq.com",
    ])
      expect([referrer, from({ referrer })]).toEqual([referrer, null]);
    expect(from({})).toBeNull();
  });

  it("is not GitHub for somebody who has just signed in there", () => {
    expect(from({ referrer: "github.com" }, { isSignedIn: true })).toBeNull();
    expect(from({ referrer: "github.com", utm_source: "readme" }, { isSignedIn: true })).toEqual([
      "campaign",
      "readme",
    ]);
  });
});

describe("names of campaigns and sources", () => {
  it("are one short lower-case line that says the same when it is said again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const kept = label(text);
        expect(label(kept)).toBe(kept);
        expect([...kept].length).toBeLessThanOrEqual(60);
        expect(kept).not.toMatch(/[\p{Cc}\n]|^\s|\s$/u);
      }),
    );
  });

  it("hold nobody's address or number", () => {
    for (const text of ["ada@example.org", "ada%40example.org", "user-13800138000"]) expect(label(text)).toBe("");
  });

  it("of hosts are hosts", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.domain()), (text) => {
        const host = hostOf(text);
        if (host !== null) expect(host).toMatch(/^[a-z0-9.-]{1,100}$/);
      }),
    );
  });
});
