import { type InteractionKind, interactionKinds } from "./activity";

/**
 * What happened on a day in a few bytes per person. People are running numbers (db/schema/analytics.ts, memberNumbers),
 * in ascending order, each told as its distance from the one before (LEB128: seven bits a byte, the lowest first). In a
 * pack of activity a byte follows with a bit for each kind of interaction, and a count for every bit that is set. A
 * year of ten thousand active people a day is some fifteen megabytes, and adding it up takes tens of milliseconds.
 */

/** What one person did on one day. */
export interface PackedActivity {
  number: number;
  /** By the position in `interactionKinds`; zeros are left out of the pack. */
  counts: readonly number[];
}

const reaction = interactionKinds.indexOf("reaction" satisfies InteractionKind);
const kinds = interactionKinds.length;

/** Packs a day's people, whose numbers ascend. */
export function packActivity(people: readonly PackedActivity[]): Buffer {
  const bytes: number[] = [];
  let before = -1;
  for (const { number, counts } of people) {
    pushNumber(bytes, distance(before, number));
    before = number;
    bytes.push(counts.reduce((bits, count, kind) => (count > 0 ? bits | (1 << kind) : bits), 0));
    for (const count of counts) if (count > 0) pushNumber(bytes, count);
  }
  return Buffer.from(bytes);
}

/** What a pack of activity holds, person by person. */
export function unpackActivity(packed: Uint8Array): PackedActivity[] {
  const people: PackedActivity[] = [];
  const reader = new PackReader(packed);
  let number = -1;
  for (let step = reader.distance(); step > 0; step = reader.distance()) {
    number += step;
    const bits = reader.byte();
    people.push({
      number,
      counts: interactionKinds.map((_, kind) => ((bits & (1 << kind)) === 0 ? 0 : reader.number())),
    });
  }
  return people;
}

/** Packs numbers that ascend. */
export function packNumbers(numbers: readonly number[]): Buffer {
  const bytes: number[] = [];
  let before = -1;
  for (const number of numbers) {
    pushNumber(bytes, distance(before, number));
    before = number;
  }
  return Buffer.from(bytes);
}

export function unpackNumbers(packed: Uint8Array): number[] {
  const numbers: number[] = [];
  const reader = new PackReader(packed);
  let number = -1;
  for (let step = reader.distance(); step > 0; step = reader.distance()) {
    number += step;
    numbers.push(number);
  }
  return numbers;
}

function distance(before: number, number: number): number {
  if (number <= before) throw new Error(`Numbers of a pack ascend: ${number} after ${before}.`);
  return number - before;
}

function pushNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128);
  bytes.push(rest);
}

/** A set of people, by their numbers: 1 for whoever is in it. */
export type People = Uint8Array;

/** Turns round who is in the set, for each number of the pack: a membership that changed on that day. */
export function turn(people: People, packed: Uint8Array): void {
  const reader = new PackReader(packed);
  let number = -1;
  for (let step = reader.distance(); step > 0; step = reader.distance()) {
    number += step;
    people[number] = people[number]! ^ 1;
  }
}

/** What everybody did in a stretch of days, by their numbers. */
export interface ActivitySums {
  interactions: Int32Array;
  /** Interactions in which something was written: all but reactions. */
  written: Int32Array;
}

export const noActivity = (size: number): ActivitySums => ({
  interactions: new Int32Array(size),
  written: new Int32Array(size),
});

/** Adds a day to the sums. */
export function addActivity({ interactions, written }: ActivitySums, packed: Uint8Array): void {
  const reader = new PackReader(packed);
  let number = -1;
  for (let step = reader.distance(); step > 0; step = reader.distance()) {
    number += step;
    const bits = reader.byte();
    let all = 0;
    let reactions = 0;
    for (let kind = 0; kind < kinds; kind++) {
      if ((bits & (1 << kind)) === 0) continue;
      const count = reader.number();
      all += count;
      if (kind === reaction) reactions = count;
    }
    interactions[number] = interactions[number]! + all;
    written[number] = written[number]! + all - reactions;
  }
}

/** How much of each kind a day held, of the people in the set; null is everybody. */
export function countKinds(packed: Uint8Array, among: People | null): number[] {
  const sums = new Array<number>(kinds).fill(0);
  const reader = new PackReader(packed);
  let number = -1;
  for (let step = reader.distance(); step > 0; step = reader.distance()) {
    number += step;
    const bits = reader.byte();
    const isCounted = among === null || among[number] === 1;
    for (let kind = 0; kind < kinds; kind++) {
      if ((bits & (1 << kind)) === 0) continue;
      const count = reader.number();
      if (isCounted) sums[kind] = sums[kind]! + count;
    }
  }
  return sums;
}

/**
 * Notes for everybody who was active that they were so on day `at`, and counts them by the day they were active on
 * before. `lastActive` begins as −1 for everybody: not active so far.
 */
export function countSteps(packed: Uint8Array, among: People | null, lastActive: Int32Array, at: number) {
  const before = new Map<number, number>();
  const reader = new PackReader(packed);
  let number = -1;
  for (let step = reader.distance(); step > 0; step = reader.distance()) {
    number += step;
    for (let bits = reader.byte(); bits > 0; bits &= bits - 1) reader.number();
    if (among !== null && among[number] !== 1) continue;
    const last = lastActive[number]!;
    before.set(last, (before.get(last) ?? 0) + 1);
    lastActive[number] = at;
  }
  return before;
}

class PackReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next distance; 0 at the end, since numbers ascend. */
  distance(): number {
    return this.#at < this.#bytes.length ? this.number() : 0;
  }

  byte(): number {
    // Behind the end of a damaged pack there are zeros.
    return this.#bytes[this.#at++] ?? 0;
  }

  number(): number {
    let byte = this.byte();
    let value = byte & 127;
    for (let factor = 128; byte > 127; factor *= 128) {
      byte = this.byte();
      value += (byte & 127) * factor;
    }
    return value;
  }
}
