/** How many differences of one kind are told before the rest is only counted. */
const toldMax = 5;

/** Collects what a comparison of projections and journal finds, a sentence each. */
export class Differences {
  readonly #kinds = new Map<string, { told: string[]; count: number }>();

  /** Compares rows of a kind as sets. What `expected` does not know of (the community) is left out of both sides. */
  compare(kind: string, expected: readonly object[], stored: readonly object[]): void {
    const columns = Object.keys(expected[0] ?? stored[0] ?? {})
      .filter((column) => column !== "communityId")
      .sort();
    const written = (rows: readonly object[]) => new Set(rows.map((row) => JSON.stringify(row, columns)));
    const [wanted, found] = [written(expected), written(stored)];
    for (const row of wanted.difference(found)) this.tell(kind, `missing ${row}`);
    for (const row of found.difference(wanted)) this.tell(kind, `not in the journal ${row}`);
  }

  tell(kind: string, what: string): void {
    const known = this.#kinds.get(kind) ?? { told: [], count: 0 };
    if (known.told.length < toldMax) known.told.push(what);
    known.count += 1;
    this.#kinds.set(kind, known);
  }

  /** Takes over what another comparison found. */
  include(other: Differences): void {
    for (const [kind, { told, count }] of other.#kinds) {
      for (const what of told) this.tell(kind, what);
      this.#kinds.get(kind)!.count += count - told.length;
    }
  }

  /** How many there are, told or not. */
  get count(): number {
    return [...this.#kinds.values()].reduce((sum, { count }) => sum + count, 0);
  }

  sentences(): string[] {
    return [...this.#kinds].flatMap(([kind, { told, count }]) => {
      const sentences = told.map((what) => `${kind}: ${what}`);
      return count > told.length ? [...sentences, `${kind}: and ${count - told.length} more`] : sentences;
    });
  }
}
