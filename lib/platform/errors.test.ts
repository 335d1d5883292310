import { describe, expect, it } from "vitest";
import { wordsFor } from "@/lib/i18n/words";
import { NotFound, Refusal } from "./errors";

describe("a refusal", () => {
  it("is told apart from a fault of ours, and not-found is one", () => {
    expect([new Refusal("x"), new NotFound()].every((error) => error instanceof Refusal)).toBe(true);
    expect(new Error("x") instanceof Refusal).toBe(false);
  });

  it("carries its code, field and values", () => {
    const refusal = new Refusal("too-many", { field: "email", values: { minutes: 3 } });
    expect([refusal.code, refusal.options]).toEqual(["too-many", { field: "email", values: { minutes: 3 } }]);
  });

  it("of something that does not exist has its sentence in both languages", () => {
    for (const locale of ["en", "zh-CN"] as const) expect(wordsFor(locale).t.has("errors.gone")).toBe(true);
  });
});
