import { describe, expect, it } from "vitest";
import { wordsFor } from "@/lib/i18n/words";
import { namesInWords, priceInWords } from "./owner-price";

const price = { amount: 3900, currency: "CNY", interval: null, termDays: null, termUntil: null };

describe("a price in words", () => {
  it.each([
    ["¥39 / month", "¥39 / 月", { interval: "month" as const }],
    ["¥39 / year", "¥39 / 年", { interval: "year" as const }],
    ["¥39 for 1 day", "¥39 / 1 天", { termDays: 1 }],
    ["¥39 for 90 days", "¥39 / 90 天", { termDays: 90 }],
    ["¥39 until 2026-12-31", "¥39，到 2026-12-31", { termUntil: new Date("2026-12-31T16:00:00Z") }],
    ["¥39 once", "¥39，一次付清", {}],
  ])("is %s", (en, zh, term) => {
    expect(priceInWords({ ...price, ...term }, wordsFor("en"), "Asia/Shanghai")).toBe(en);
    expect(priceInWords({ ...price, ...term }, wordsFor("zh-CN"), "Asia/Shanghai")).toBe(zh);
  });
});

it("several names are joined as the language does", () => {
  expect(namesInWords(["A", "B", "C"], "en")).toBe("A, B, C");
  expect(namesInWords(["匠人", "学徒"], "zh-CN")).toBe("匠人、学徒");
});
