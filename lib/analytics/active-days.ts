/** One row of the projection `active_days`, without its community. */
export interface ActiveDay {
  day: string;
  interactions: number;
  /** Distinct people in the 1, 7 and 30 days that end with this one: DAU, WAU and MAU. */
  day1: number;
  days7: number;
  days30: number;
}

/** How many days the longest window looks back, the day itself included. */
export const windowDays = 30;

/**
 * Counts distinct people over trailing windows in one pass: of everybody only the last day with an interaction
 * matters. Give it every day in order, those without anybody too.
 */
export class ActiveWindow {
  readonly #lastSeen = new Map<string, number>();
  /** How many people were last seen on the day, by the day's position. */
  readonly #peopleBySight = new Map<number, number>();
  #position = 0;

  /** The day's row, or null when nobody did anything in the thirty days that end with it. */
  next(day: string, people: Iterable<string>, interactions: number): ActiveDay | null {
    const position = this.#position++;
    let day1 = 0;
    for (const person of people) {
      const before = this.#lastSeen.get(person);
      if (before === position) continue;
      if (before !== undefined) this.#move(before, -1);
      this.#lastSeen.set(person, position);
      day1 += 1;
    }
    this.#move(position, day1);
    this.#peopleBySight.delete(position - windowDays);
    const days30 = this.#seenSince(position - windowDays + 1);
    return days30 === 0 ? null : { day, interactions, day1, days7: this.#seenSince(position - 6), days30 };
  }

  #move(position: number, by: number): void {
    const people = this.#peopleBySight.get(position);
    if (people !== undefined || by > 0) this.#peopleBySight.set(position, (people ?? 0) + by);
  }

  #seenSince(first: number): number {
    let sum = 0;
    for (const [position, people] of this.#peopleBySight) if (position >= first) sum += people;
    return sum;
  }
}
