import type { People } from "./day-pack";
import {
  type ChargeColumns,
  openHistory,
  type PeriodColumns,
  peoplePerPack,
  type SpanColumns,
  textColumns,
} from "./histories";

/** An opened pack. Its texts are places in {@link Histories.texts}. */
interface OpenPack {
  revision: string;
  bytes: number;
  spans: SpanColumns;
  periods: PeriodColumns;
  charges: ChargeColumns;
}

/** A pack as it is stored. */
export interface FreshPack {
  pack: number;
  revision: string;
  packed: Uint8Array;
}

/** The histories of a community: its packs, and the texts they name. Never changed, only followed by another. */
export class Histories {
  static readonly none = new Histories(new Map(), [null], new Map([[null, 0]]));

  readonly #packs: ReadonlyMap<number, OpenPack>;
  /** By their place; the first one is none. It only grows. */
  readonly texts: (string | null)[];
  readonly #places: Map<string | null, number>;

  private constructor(
    packs: ReadonlyMap<number, OpenPack>,
    texts: (string | null)[],
    places: Map<string | null, number>,
  ) {
    this.#packs = packs;
    this.texts = texts;
    this.#places = places;
  }

  /** In the order of their people's numbers. */
  packs(): Iterable<OpenPack> {
    return this.#packs.values();
  }

  revisionOf(pack: number): string | undefined {
    return this.#packs.get(pack)?.revision;
  }

  get bytes(): number {
    return [...this.#packs.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** How many places a set of these people needs. */
  get places(): number {
    return (Math.max(-1, ...this.#packs.keys()) + 1) * peoplePerPack;
  }

  /** The place of a text in {@link texts}; −1 for one that no pack names. */
  placeOf(text: string | null): number {
    return this.#places.get(text) ?? -1;
  }

  /** These packs, in order: the fresh ones, and the others as they were. One that is in neither is left out. */
  with(packs: readonly number[], fresh: readonly FreshPack[]): Histories {
    if (fresh.length === 0 && packs.length === this.#packs.size) return this;
    const texts = [...this.texts];
    const places = new Map(this.#places);
    const opened = new Map(fresh.map((one) => [one.pack, open(one, texts, places)]));
    const all = packs.flatMap((pack) => {
      const found = opened.get(pack) ?? this.#packs.get(pack);
      return found ? [[pack, found] as const] : [];
    });
    return new Histories(new Map(all), texts, places);
  }
}

function open({ revision, packed }: FreshPack, texts: (string | null)[], places: Map<string | null, number>): OpenPack {
  const { texts: own, ...columns } = openHistory(packed);
  const placeOf = own.map((text) => {
    const known = places.get(text);
    if (known !== undefined) return known;
    const place = texts.push(text) - 1;
    places.set(text, place);
    return place;
  });
  const translate = (column: Uint16Array) =>
    column.forEach((place, i) => {
      column[i] = placeOf[place]!;
    });
  for (const name of textColumns.spans) translate(columns.spans[name]);
  for (const name of textColumns.periods) translate(columns.periods[name]);
  for (const name of textColumns.charges) translate(columns.charges[name]);
  return { revision, bytes: packed.byteLength, ...columns };
}

/** Whether somebody is asked about; null is everybody. */
export const isAmong = (people: People | null, number: number): boolean => people === null || people[number] === 1;

/** Calls `take` with the rows of one person after the other, [first, end), as far as they are asked about. */
export function eachPerson(
  numbers: Uint32Array,
  people: People | null,
  take: (first: number, end: number, number: number) => void,
): void {
  let end = 0;
  for (let first = 0; first < numbers.length; first = end) {
    const number = numbers[first]!;
    for (end = first + 1; end < numbers.length && numbers[end] === number; ) end++;
    if (isAmong(people, number)) take(first, end, number);
  }
}
