import { afterEach, describe, expect, it } from "vitest";
import { clockOffset, dayMs, now, setClockOffset, wallClock, withTravellingClock } from "./clock";

afterEach(() => setClockOffset(0));

describe("the story's clock", () => {
  it("stands still and travels inside of a story, and nowhere else", async () => {
    const start = new Date("2026-01-31T12:00:00Z");
    const seen = await withTravellingClock(start, async (travel) => {
      const first = now();
      await Promise.resolve();
      travel(new Date(start.getTime() + dayMs));
      return [first, now()];
    });
    expect(seen.map((at) => at.toISOString())).toEqual(["2026-01-31T12:00:00.000Z", "2026-02-01T12:00:00.000Z"]);
    expect(now().getTime()).toBeGreaterThan(seen[1]!.getTime());
  });

  it("keeps two stories apart that run at once", async () => {
    const tell = (year: number) =>
      withTravellingClock(new Date(Date.UTC(year, 0)), async (travel) => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        travel(new Date(Date.UTC(year, 5)));
        await new Promise((resolve) => setTimeout(resolve, 2));
        return now().getUTCFullYear();
      });
    expect(await Promise.all([tell(2020), tell(2030)])).toEqual([2020, 2030]);
  });

  it("runs ahead by its offset while real time, which sessions and limits go by, does not", () => {
    setClockOffset(400 * dayMs);
    expect(clockOffset()).toBe(400 * dayMs);
    expect(Math.round((now().getTime() - wallClock().getTime()) / dayMs)).toBe(400);
  });
});
