import { addDays } from "@/lib/platform/calendar";
import { dayMs } from "@/lib/platform/clock";
import { type ActiveStep, windowDays } from "./active-windows";
import { interactionKinds, type KindDay } from "./activity";
import { type ActivitySums, addCounts, noActivity, type People, readActivity } from "./day-pack";

/**
 * One walk over the packs of a range and the days of lead-in before it: what each of some people did, how much of each
 * kind there was on a day, and on which day whoever was active was so before.
 */
export class ActivityScan {
  readonly sums: ActivitySums;
  /** Of the range's days; days and kinds without any are left out. */
  readonly kindDays: KindDay[] = [];
  readonly steps: ActiveStep[] = [];
  readonly #people: People;
  readonly #first: string;
  /** For everybody the day, counted from the first one walked over, on which they were active last; −1 for never. */
  readonly #lastActive: Int32Array;
  #origin: number | null = null;

  /** `first` is the first day of the range: those before it are lead-in. */
  constructor(people: People, first: string) {
    this.sums = noActivity(people.length);
    this.#people = people;
    this.#first = first;
    this.#lastActive = new Int32Array(people.length).fill(-1);
  }

  /** Takes in a day's pack; days come in their order. */
  addDay(day: string, packed: Uint8Array): void {
    const [people, lastActive, sums] = [this.#people, this.#lastActive, this.sums];
    this.#origin ??= Date.parse(day);
    const at = (Date.parse(day) - this.#origin) / dayMs;
    const isCounted = day >= this.#first;
    const totals = new Array<number>(interactionKinds.length).fill(0);
    // By the days that lie between; at 0 those who were not active within the longest window.
    const gaps = new Array<number>(windowDays).fill(0);
    readActivity(packed, (number, counts) => {
      if (people[number] !== 1) return;
      const last = lastActive[number]!;
      const gap = last >= 0 && at - last < windowDays ? at - last : 0;
      gaps[gap] = gaps[gap]! + 1;
      lastActive[number] = at;
      if (!isCounted) return;
      addCounts(sums, number, counts);
      for (let kind = 0; kind < totals.length; kind++) totals[kind] = totals[kind]! + counts[kind]!;
    });
    for (const [kind, count] of totals.entries()) {
      if (count > 0) this.kindDays.push({ day, kind: interactionKinds[kind]!, count });
    }
    for (const [gap, count] of gaps.entries()) {
      if (count > 0) this.steps.push({ day, before: gap === 0 ? null : addDays(day, -gap), people: count });
    }
  }
}
