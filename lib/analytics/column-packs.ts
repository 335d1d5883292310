import { peoplePerPack } from "./people-packs";
import type { StoredPack } from "./stored-pack";

/**
 * Packs of columns: what is known of some hundred people, row by row, as columns of numbers, as processors like them. A
 * question about a hundred thousand people is then one walk over a few megabytes, whoever of them is asked about. Texts
 * are places in a list that the pack brings along; the first place is none.
 */

type ColumnKind = typeof Float64Array | typeof Uint32Array | typeof Uint16Array;

/** The columns of each part of a pack, in the order in which they lie. Every part has a column of people's numbers. */
export type Layout = Record<string, Record<string, ColumnKind> & { number: typeof Uint32Array }>;

/** A pack's columns, opened. */
export type ColumnsOf<L extends Layout> = {
  [Part in keyof L]: { [Name in keyof L[Part]]: InstanceType<L[Part][Name]> };
};

/** Which columns of a layout hold places of texts. */
export type TextColumns<L extends Layout> = { readonly [Part in keyof L]: readonly (keyof L[Part] & string)[] };

export interface PackShape<L extends Layout> {
  layout: L;
  texts: TextColumns<L>;
}

interface Head {
  texts: (string | null)[];
  rows: Record<string, number>;
}

/** Texts that are named by their place. */
export class Texts {
  readonly all: (string | null)[] = [null];
  readonly #places = new Map<string | null, number>([[null, 0]]);

  placeOf(text: string | null): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    const place = this.all.push(text) - 1;
    if (place > 65_535) throw new Error("A pack knows no more than 65,535 texts.");
    this.#places.set(text, place);
    return place;
  }
}

const headLengthBytes = 4;
/** Columns begin at every eighth byte. */
const roundUp = (bytes: number) => Math.ceil(bytes / 8) * 8;

/** Packs rows whose texts have been given places in `texts`. The same rows make the same bytes. */
export function packColumns<L extends Layout>(
  layout: L,
  rows: { [Part in keyof L]: readonly Record<string, number>[] },
  texts: Texts,
): Buffer {
  const counts = Object.fromEntries(Object.keys(layout).map((part) => [part, rows[part]!.length]));
  const head: Head = { texts: texts.all, rows: counts };
  const text = Buffer.from(JSON.stringify(head));
  const start = roundUp(headLengthBytes + text.length);
  const bytes = new ArrayBuffer(start + sizeOf(layout, head));
  new Uint32Array(bytes, 0, 1)[0] = text.length;
  new Uint8Array(bytes).set(text, headLengthBytes);
  const columns = viewColumns(layout, bytes, start, head);
  for (const part of Object.keys(layout)) {
    for (const [name, column] of Object.entries(columns[part]!)) {
      for (const [i, row] of rows[part]!.entries()) column[i] = row[name]!;
    }
  }
  return Buffer.from(bytes);
}

/** Opens a pack. */
export function openColumns<L extends Layout>(
  layout: L,
  packed: Uint8Array,
): { texts: (string | null)[]; columns: ColumnsOf<L> } {
  // A copy: columns begin where their kind may, and a driver's buffer may begin anywhere. (A Buffer's slice copies nothing.)
  const bytes = new Uint8Array(packed).buffer;
  const [length] = new Uint32Array(bytes, 0, 1);
  const head = JSON.parse(Buffer.from(bytes, headLengthBytes, length).toString()) as Head;
  return { texts: head.texts, columns: viewColumns(layout, bytes, roundUp(headLengthBytes + length!), head) };
}

const sizeOf = (layout: Layout, { rows }: Head): number =>
  Object.entries(layout)
    .flatMap(([part, kinds]) => Object.values(kinds).map((kind) => roundUp(rows[part]! * kind.BYTES_PER_ELEMENT)))
    .reduce((sum, size) => sum + size, 0);

/**
 * A pack is the length of its head, the head as JSON, and from `start` on the columns one after the other. Numbers lie as
 * this processor has them, lowest byte first: every processor that Node runs on does.
 */
function viewColumns<L extends Layout>(layout: L, bytes: ArrayBuffer, start: number, { rows }: Head): ColumnsOf<L> {
  let at = start;
  const parts = Object.entries(layout).map(([part, kinds]) => {
    const columns = Object.entries(kinds).map(([name, Kind]) => {
      const column = new Kind(bytes, at, rows[part]!);
      at += roundUp(column.byteLength);
      return [name, column];
    });
    return [part, Object.fromEntries(columns)];
  });
  return Object.fromEntries(parts) as ColumnsOf<L>;
}

interface OpenPack<L extends Layout> {
  revision: string;
  bytes: number;
  columns: ColumnsOf<L>;
}

/** All packs of one shape of a community, opened, and the texts they name. Never changed, only followed by another. */
export class PackSet<L extends Layout> {
  readonly #shape: PackShape<L>;
  readonly #packs: ReadonlyMap<number, OpenPack<L>>;
  /** By their place; the first one is none. */
  readonly texts: readonly (string | null)[];
  readonly #places: ReadonlyMap<string | null, number>;

  private constructor(
    shape: PackShape<L>,
    packs: ReadonlyMap<number, OpenPack<L>>,
    texts: readonly (string | null)[],
    places: ReadonlyMap<string | null, number>,
  ) {
    this.#shape = shape;
    this.#packs = packs;
    this.texts = texts;
    this.#places = places;
  }

  /** A set without packs. */
  static of<L extends Layout>(shape: PackShape<L>): PackSet<L> {
    return new PackSet(shape, new Map(), [null], new Map([[null, 0]]));
  }

  /** The columns of each pack, in the order of their people's numbers. */
  *packs(): Generator<ColumnsOf<L>> {
    for (const { columns } of this.#packs.values()) yield columns;
  }

  revisionOf(pack: number): string | undefined {
    return this.#packs.get(pack)?.revision;
  }

  /** What the set weighs. */
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
  with(packs: readonly number[], fresh: readonly StoredPack[]): PackSet<L> {
    if (fresh.length === 0 && packs.length === this.#packs.size) return this;
    const texts = [...this.texts];
    const places = new Map(this.#places);
    const opened = new Map(fresh.map((one) => [one.pack, openInto(this.#shape, one, texts, places)]));
    const all = packs.flatMap((pack) => {
      const found = opened.get(pack) ?? this.#packs.get(pack);
      return found ? [[pack, found] as const] : [];
    });
    return new PackSet(this.#shape, new Map(all), texts, places);
  }
}

/** Opens a pack and puts the places of a set's texts in the place of its own. */
function openInto<L extends Layout>(
  { layout, texts: textColumns }: PackShape<L>,
  { revision, packed }: StoredPack,
  texts: (string | null)[],
  places: Map<string | null, number>,
): OpenPack<L> {
  const { texts: own, columns } = openColumns(layout, packed);
  const placeOf = own.map((text) => {
    const known = places.get(text);
    if (known !== undefined) return known;
    const place = texts.push(text) - 1;
    places.set(text, place);
    return place;
  });
  for (const part of Object.keys(layout)) {
    for (const name of textColumns[part]!) {
      const column = columns[part]![name]!;
      for (let i = 0; i < column.length; i++) column[i] = placeOf[column[i]!]!;
    }
  }
  return { revision, bytes: packed.byteLength, columns };
}

/** A row of a pack with its texts: for comparing, not for counting. Infinity and NaN are null. */
export type PackedRow = Record<string, string | number | null>;

/** What a stored pack holds, row by row. */
export function rowsOfPack<L extends Layout>(
  { layout, texts: textColumns }: PackShape<L>,
  packed: Uint8Array,
): { [Part in keyof L]: PackedRow[] } {
  const { texts, columns } = openColumns(layout, packed);
  const parts = Object.keys(layout).map((part) => {
    const own = Object.entries(columns[part]!);
    const isText = new Set<string>(textColumns[part]);
    const readable = (name: string, value: number) =>
      isText.has(name) ? texts[value]! : Number.isFinite(value) ? value : null;
    const row = (i: number) => Object.fromEntries(own.map(([name, column]) => [name, readable(name, column[i]!)]));
    return [part, Array.from({ length: columns[part]!.number!.length }, (_, i) => row(i))];
  });
  return Object.fromEntries(parts) as { [Part in keyof L]: PackedRow[] };
}
