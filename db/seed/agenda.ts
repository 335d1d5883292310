/** What is going to happen when. Happenings may plan further ones, as people do. */
export class Agenda {
  #entries: { at: number; order: number; happen: () => Promise<void> }[] = [];
  #order = 0;

  get length(): number {
    return this.#entries.length;
  }

  /** Plans something. Equal times keep the order in which they were planned. */
  plan(at: Date, happen: () => Promise<void>): void {
    const entry = { at: at.getTime(), order: this.#order++, happen };
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#entries[middle]!.at <= entry.at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, entry);
  }

  /** Takes the next happening at or before `until`, or null. */
  next(until: Date): { at: Date; happen: () => Promise<void> } | null {
    const first = this.#entries[0];
    if (!first || first.at > until.getTime()) return null;
    this.#entries.shift();
    return { at: new Date(first.at), happen: first.happen };
  }
}
