import { type InteractionKind, interactionKinds } from "./activity";

/**
 * What happened on a day in a few bytes per person. People are running numbers (db/schema/packs.ts, memberNumbers),
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

/**
 * Calls `take` with every person of a pack and how much of each kind they did; the counts are only lent. A year of a large
 * community is millions of people and days, so this is one loop without objects.
 */
export function readActivity(packed: Uint8Array, take: (number: number, counts: Int32Array) => void): void {
  const counts = new Int32Array(kinds);
  const size = packed.length;
  let at = 0;
  let number = -1;
  while (at < size) {
    let byte = packed[at++]!;
    let value = byte & 127;
    for (let factor = 128; byte > 127; factor *= 128) {
      byte = packed[at++] ?? 0;
      value += (byte & 127) * factor;
    }
    // Numbers ascend: only a damaged pack stands still.
    if (value === 0) return;
    number += value;
    const bits = packed[at++] ?? 0;
    for (let kind = 0; kind < kinds; kind++) {
      let count = 0;
      if ((bits & (1 << kind)) !== 0) {
        byte = packed[at++] ?? 0;
        count = byte & 127;
        for (let factor = 128; byte > 127; factor *= 128) {
          byte = packed[at++] ?? 0;
          count += (byte & 127) * factor;
        }
      }
      counts[kind] = count;
    }
    take(number, counts);
  }
}

/** What a pack of activity holds, person by person. */
export function unpackActivity(packed: Uint8Array): PackedActivity[] {
  const people: PackedActivity[] = [];
  readActivity(packed, (number, counts) => people.push({ number, counts: [...counts] }));
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

/** What one walk over days gathers of some people; see activity-scan.ts. */
export interface Gathering {
  people: People;
  /** The day on which each was active last, as a running number; −1 for never. */
  lastActive: Int32Array;
  sums: ActivitySums;
}

/**
 * {@link readActivity} of some people, written out: it passes over the others without counting them, and calls nobody.
 * Adds to `gaps` by how many days ago whoever is active was so before (0: not within their number), and, if the day
 * counts, to `totals` by kind and to the sums.
 */
export function gatherActivity(
  packed: Uint8Array,
  { people, lastActive, sums: { interactions, written } }: Gathering,
  { at: day, gaps, totals }: { at: number; gaps: Int32Array; totals: Int32Array | null },
): void {
  const size = packed.length;
  const reactionBit = 1 << reaction;
  let at = 0;
  let number = -1;
  while (at < size) {
    let byte = packed[at++]!;
    let value = byte & 127;
    for (let factor = 128; byte > 127; factor *= 128) {
      byte = packed[at++] ?? 0;
      value += (byte & 127) * factor;
    }
    if (value === 0) return;
    number += value;
    let bits = packed[at++] ?? 0;
    const isAsked = people[number] === 1;
    if (isAsked) {
      const gap = day - lastActive[number]!;
      gaps[lastActive[number]! >= 0 && gap < gaps.length ? gap : 0]! += 1;
      lastActive[number] = day;
    }
    let all = 0;
    let reactions = 0;
    for (; bits !== 0; bits &= bits - 1) {
      byte = packed[at++] ?? 0;
      let count = byte & 127;
      for (let factor = 128; byte > 127; factor *= 128) {
        byte = packed[at++] ?? 0;
        count += (byte & 127) * factor;
      }
      if (!isAsked || totals === null) continue;
      const bit = bits & -bits;
      const kind = 31 - Math.clz32(bit);
      // Bits beyond the kinds are those of a damaged pack.
      if (kind < kinds) totals[kind]! += count;
      all += count;
      if (bit === reactionBit) reactions = count;
    }
    if (all === 0) continue;
    interactions[number]! += all;
    written[number]! += all - reactions;
  }
}

/** One pack of several: what everybody did in all of them. */
export function mergeActivity(packs: readonly Uint8Array[]): Buffer {
  const people = new Map<number, number[]>();
  for (const packed of packs) {
    readActivity(packed, (number, counts) => {
      const known = people.get(number);
      if (known) for (let kind = 0; kind < kinds; kind++) known[kind] = known[kind]! + counts[kind]!;
      else people.set(number, [...counts]);
    });
  }
  const ascending = [...people].sort(([a], [b]) => a - b);
  return packActivity(ascending.map(([number, counts]) => ({ number, counts })));
}

/** Adds everybody's day to the sums: {@link readActivity} written out, because a year of it is a page's longest walk. */
export function addActivity({ interactions, written }: ActivitySums, packed: Uint8Array): void {
  const size = packed.length;
  const reactionBit = 1 << reaction;
  let at = 0;
  let number = -1;
  while (at < size) {
    let byte = packed[at++]!;
    let value = byte & 127;
    for (let factor = 128; byte > 127; factor *= 128) {
      byte = packed[at++] ?? 0;
      value += (byte & 127) * factor;
    }
    if (value === 0) return;
    number += value;
    let all = 0;
    let reactions = 0;
    for (let bits = packed[at++] ?? 0; bits !== 0; bits &= bits - 1) {
      byte = packed[at++] ?? 0;
      value = byte & 127;
      for (let factor = 128; byte > 127; factor *= 128) {
        byte = packed[at++] ?? 0;
        value += (byte & 127) * factor;
      }
      all += value;
      if ((bits & -bits) === reactionBit) reactions = value;
    }
    interactions[number]! += all;
    written[number]! += all - reactions;
  }
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
