import { addDays } from "@/lib/platform/calendar";
import { dayMs } from "@/lib/platform/clock";
import { type ActiveStep, windowDays } from "./active-windows";
import { interactionKinds, type KindDay } from "./activity";
import { type ActivitySums, type Gathering, gatherActivity, noActivity, type People } from "./day-pack";

/**
 * One walk over the packs of a range and the days of lead-in before it: what each of some people did, how much of each
 * kind there was on a day, and on which day whoever was active was so before.
 */
export class ActivityScan {
  readonly sums: ActivitySums;
  /** Of the range's days; days and kinds without any are left out. */
  readonly kindDays: KindDay[] = [];
  readonly steps: ActiveStep[] = [];
  readonly #gathering: Gathering;
  readonly #first: string;
  #origin: number | null = null;

  /** `first` is the first day of the range: those before it are lead-in. */
  constructor(people: People, first: string) {
    this.sums = noActivity(people.length);
    this.#gathering = { people, lastActive: new Int32Array(people.length).fill(-1), sums: this.sums };
    this.#first = first;
  }

  /** Takes in a day's pack; days come in their order. */
  addDay(day: string, packed: Uint8Array): void {
    this.#origin ??= Date.parse(day);
    const at = (Date.parse(day) - this.#origin) / dayMs;
    // By the days that lie between; at 0 those who were not active within the longest window.
    const gaps = new Int32Array(windowDays);
    const totals = day < this.#first ? null : new Int32Array(interactionKinds.length);
    gatherActivity(packed, this.#gathering, { at, gaps, totals });
    for (const [kind, count] of (totals ?? []).entries()) {
      if (count > 0) this.kindDays.push({ day, kind: interactionKinds[kind]!, count });
    }
    for (const [gap, count] of gaps.entries()) {
      if (count > 0) this.steps.push({ day, before: gap === 0 ? null : addDays(day, -gap), people: count });
    }
  }
}
