import { describe, expect, it } from "vitest";
import { isAhead, isRefused, isRobot } from "./refusal";

describe("who is not counted", () => {
  it.each([
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0 Safari/537.36",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "curl/8.5.0 (x86_64-pc-linux-gnu)",
    "python-requests/2.32.0 long enough",
    "",
    "x",
  ])("programs: %s", (userAgent) => {
    expect(isRobot(userAgent)).toBe(true);
  });

  it.each([
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (Linux; Android 14; V2324A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.50",
    "Mozilla/5.0 (Linux; Android 10; Cubot X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36",
  ])("but not people: %s", (userAgent) => {
    expect(isRobot(userAgent)).toBe(false);
  });

  it("whoever says so, by either header", () => {
    expect(isRefused(new Headers({ "sec-gpc": "1" }))).toBe(true);
    expect(isRefused(new Headers({ dnt: "1" }))).toBe(true);
    expect(isRefused(new Headers({ dnt: "0", "sec-gpc": "0" }))).toBe(false);
  });

  it("pages fetched before anybody looked", () => {
    expect(isAhead(new Headers({ "sec-purpose": "prefetch;prerender" }))).toBe(true);
    expect(isAhead(new Headers({ purpose: "prefetch" }))).toBe(true);
    expect(isAhead(new Headers())).toBe(false);
  });
});
