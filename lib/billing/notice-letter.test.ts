import { describe, expect, it } from "vitest";
import { locales } from "@/lib/i18n/locales";
import { type NoticeFacts, noticeLetter } from "./notice-letter";
import { noticeKinds } from "./notices";

const facts: NoticeFacts = {
  form: "receipt",
  community: { name: "Wheels", zone: "Asia/Shanghai" },
  product: "Craftsman",
  path: "/me/billing",
  texts: {
    number: "W-000012",
    interval: "year",
    name: "Grace",
    state: "won",
    code: "ABCD-EFGH",
    days: 30,
    note: "Happy birthday",
    hasNote: "yes",
    hasDue: "yes",
    hasEnd: "yes",
    hasReason: "yes",
    reason: "for the talk",
  },
  money: { amount: { amount: 99_000, currency: "CNY" }, before: { amount: 90_000, currency: "CNY" } },
  date: new Date("2026-03-01T10:00:00Z"),
};
const forms = [...noticeKinds, "trial-ends-free", "gift-code-recipient"] as const;

describe("a notice", () => {
  it.each(locales)("is complete in %s, whatever it is about", (locale) => {
    for (const form of forms) {
      const { subject, paragraphs, button, greeting } = noticeLetter({ ...facts, form }, { name: "Ada", locale });
      const text = [subject, greeting, ...paragraphs, button?.label].join("\n");
      expect(text, form).not.toMatch(/mail\.notice|[{}]|undefined/);
      expect(`${subject} ${paragraphs.join(" ")}`, form).toMatch(/Craftsman|Wheels/);
      expect(button?.href).toBe("http://localhost:3000/me/billing");
    }
  });

  it("says moments in the community's time and money as it is paid", () => {
    const english = noticeLetter({ ...facts, form: "price-moves" }, { name: "Ada", locale: "en" });
    expect(english.paragraphs[0]).toContain("1 March 2026");
    expect(english.paragraphs[0]).toContain("18:00");
    expect(english.paragraphs[0]).toContain("¥990 a year instead of ¥900");
    const chinese = noticeLetter({ ...facts, form: "price-moves" }, { name: "阿达", locale: "zh-CN" });
    expect(chinese.paragraphs[0]).toContain("2026年3月1日");
    expect(chinese.greeting).toBe("阿达，你好：");
  });

  it("to somebody whose name is unknown begins without one", () => {
    const letter = noticeLetter({ ...facts, form: "gift-code-recipient" }, { name: null, locale: "en" });
    expect(letter.greeting).toBe("Hello,");
    expect(letter.paragraphs[0]).toContain("“Happy birthday”");
  });

  it("leaves out what is not there", () => {
    const plain = { ...facts, texts: { ...facts.texts, hasReason: "no", hasEnd: "no", hasDue: "no" }, date: null };
    const comp = noticeLetter({ ...plain, form: "comp" }, { name: "Ada", locale: "en" });
    expect(comp.paragraphs).toEqual([
      "the people who run Wheels have given you Craftsman.",
      "It is free of charge and does not end by itself.",
    ]);
    const dispute = noticeLetter({ ...plain, form: "dispute-opened" }, { name: "Ada", locale: "en" });
    expect(dispute.paragraphs[1]).toBe("Answer on the pages of Stripe; without an answer the dispute is lost.");
  });
});
