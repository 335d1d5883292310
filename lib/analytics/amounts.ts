/**
 * A sum of amounts that may have fractions (a twelfth of a year's price) and does not depend on the order in which
 * they come: equal amounts are counted, and the different ones added smallest first. Two ways to the same rows then
 * give the same bits.
 */
export class Amounts {
  readonly #counts = new Map<number, number>();
  #count = 0;

  add(amount: number, times = 1): void {
    this.#counts.set(amount, (this.#counts.get(amount) ?? 0) + times);
    this.#count += times;
  }

  /** How many amounts were added. */
  get count(): number {
    return this.#count;
  }

  get sum(): number {
    const ascending = [...this.#counts].sort(([a], [b]) => a - b);
    return ascending.reduce((sum, [amount, times]) => sum + amount * times, 0);
  }
}
