import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/calendar";
import { ActiveWindow } from "./active-days";

describe("trailing windows", () => {
  it("hold the distinct people of the 1, 7 and 30 days that end with the day", () => {
    const people = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 4 });
    const days = fc.array(fc.oneof(fc.constant<string[]>([]), fc.constant<string[]>([]), people), { maxLength: 90 });
    fc.assert(
      fc.property(days, (history) => {
        const window = new ActiveWindow();
        for (const [i, present] of history.entries()) {
          const row = window.next(addDays("2026-01-01", i), present, present.length);
          const distinct = (width: number) => new Set(history.slice(Math.max(0, i - width + 1), i + 1).flat()).size;
          if (distinct(30) === 0) expect(row).toBeNull();
          else {
            expect(row).toEqual({
              day: addDays("2026-01-01", i),
              interactions: present.length,
              day1: distinct(1),
              days7: distinct(7),
              days30: distinct(30),
            });
          }
        }
      }),
    );
  });
});
