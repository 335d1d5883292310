import { type Limit, otherSources, searchesPerPerson, sourcesPerDay, termsPerDay } from "./limits";
import { keyOf, type MarkRow } from "./mark";
import type { SightedPost, SightedSearch, Sighting } from "./types";

interface Place {
  communityId: string;
  day: string;
}

/** What the database knows of the days a batch is about. */
export interface KnownDays {
  marks: readonly MarkRow[];
  sources: readonly (Place & { channel: string; source: string })[];
  /** Per day: how many terms it holds, and which of the batch's are among them. */
  terms: readonly (Place & { count: number; known: ReadonlySet<string> })[];
}

export const nothingKnown: KnownDays = { marks: [], sources: [], terms: [] };

/** What of a batch may count. */
export interface Admitted {
  sightings: Sighting[];
  searches: SightedSearch[];
  /** Marks to be stored. */
  marks: MarkRow[];
  /** How much of which limit that uses. */
  spent: MarkRow[];
}

/**
 * Between the opening of a post and the end of its text. The browser waits eight seconds; its first beacon may have been
 * up to a second longer on its way than its last.
 */
const readingSeconds = 7;

/**
 * Decides what of a batch may count, so that nobody can make as many rows, visitors, readers, sources and terms as they
 * like by calling themselves by ever new names. What is let in keeps its marks; of the rest only views are left.
 */
export function admit(
  { sightings, searches }: { sightings: readonly Sighting[]; searches: readonly SightedSearch[] },
  known: KnownDays,
): Admitted {
  const day = new Admission(known);
  return {
    sightings: byTime(sightings).map((one) => day.sighting(one)),
    searches: byTime(searches).flatMap((one) => day.search(one) ?? []),
    marks: [...day.marks.values()],
    spent: [...day.spent.values()],
  };
}

const byTime = <Seen extends { at: Date }>(list: readonly Seen[]) =>
  list.toSorted((a, b) => a.at.getTime() - b.at.getTime());

class Admission {
  readonly marks = new Map<string, MarkRow>();
  readonly spent = new Map<string, MarkRow>();
  readonly #known: ReadonlyMap<string, number>;
  readonly #sources: Map<string, Set<string>>;
  readonly #terms: Map<string, { count: number; known: Set<string> }>;

  constructor({ marks, sources, terms }: KnownDays) {
    this.#known = new Map(marks.map((row) => [rowKey(row, row.mark), row.fresh]));
    this.#sources = new Map();
    for (const row of sources) this.#sourcesOf(row).add(keyOf(row.channel, row.source));
    this.#terms = new Map(terms.map((row) => [placeKey(row), { count: row.count, known: new Set(row.known) }]));
  }

  sighting(one: Sighting): Sighting {
    if (!one.isView) return { ...one, marks: [], post: one.post && this.#read(one, one.post) };
    return {
      ...one,
      marks: this.#letIn(one, one.marks, one.limits.visitors),
      source: one.isMember ? one.source : this.#source(one),
      post: one.post && this.#opened(one, one.post),
    };
  }

  /** The same search by the same person counts only as another search, and not for ever. Null when it does not count. */
  search(one: SightedSearch): SightedSearch | null {
    const terms = this.#termsOf(one);
    const mine = one.marks.find((mark) => !this.#isNew(one, mark));
    if (mine !== undefined) {
      if (!this.#take(one, [{ mark: mine, max: searchesPerPerson - 1 }])) return null;
      // Signed in, or on another network since: still one person.
      return { ...one, marks: this.#letIn(one, one.marks, one.limits.searches) };
    }
    const isNewTerm = !terms.known.has(one.term);
    if (isNewTerm && terms.count >= termsPerDay) return null;
    if (!this.#take(one, [...one.limits.searches, ...(isNewTerm ? one.limits.terms : [])])) return null;
    const marks = this.#letIn(one, one.marks, []);
    if (marks.length < one.marks.length) return null;
    if (isNewTerm) terms.count += 1;
    terms.known.add(one.term);
    return one;
  }

  /** A page was opened: from now on its reader is known, and since when. */
  #opened(one: Sighting, post: SightedPost): SightedPost {
    const readerMarks = this.#letIn(one, post.readerMarks, one.limits.openings, one.second);
    return { ...post, readerMarks, completionMarks: [], completed: false };
  }

  /** Only who has opened a post, and long enough ago, can have come to its end. */
  #read(one: Sighting, post: SightedPost): SightedPost {
    const completed = post.completed && post.openings.some((opening) => this.#isLongAgo(one, opening));
    return {
      ...post,
      readerMarks: [],
      completed,
      completionMarks: completed ? this.#letIn(one, post.completionMarks, []) : [],
    };
  }

  #isLongAgo({ communityId }: Sighting, { day, mark, second }: SightedPost["openings"][number]): boolean {
    const key = rowKey({ communityId, day }, mark);
    const openedAt = this.marks.get(key)?.fresh ?? this.#known.get(key);
    return openedAt !== undefined && second - openedAt >= readingSeconds;
  }

  /**
   * Those of somebody's marks that may stay: known ones, and new ones for which there is room. The first is the
   * browser's or the network's, and meets its network's limits; an account is one person wherever it is.
   */
  #letIn(one: Sighting | SightedSearch, marks: readonly string[], limits: readonly Limit[], fresh = 0): string[] {
    return marks.filter((mark, i) => {
      if (!this.#isNew(one, mark)) return true;
      if (!this.#take(one, [one.limits.all, ...(i === 0 ? limits : [])])) return false;
      const { communityId, day } = one;
      this.marks.set(rowKey(one, mark), { communityId, day, mark, fresh });
      return true;
    });
  }

  #isNew(place: Place, mark: string): boolean {
    const key = rowKey(place, mark);
    return !this.#known.has(key) && !this.marks.has(key);
  }

  /** Uses one of each of these limits, or none when one of them has no more. */
  #take(place: Place, limits: readonly Limit[]): boolean {
    const { communityId, day } = place;
    const usedOf = (mark: string) => {
      const key = rowKey(place, mark);
      return (this.#known.get(key) ?? 0) + (this.spent.get(key)?.fresh ?? 0);
    };
    if (limits.some(({ mark, max }) => usedOf(mark) >= max)) return false;
    for (const { mark } of limits) {
      const key = rowKey(place, mark);
      const fresh = (this.spent.get(key)?.fresh ?? 0) + 1;
      this.spent.set(key, { communityId, day, mark, fresh });
    }
    return true;
  }

  /** The source under which a view counts: its own when the day knows it or has room for it. */
  #source(one: Sighting): string {
    const sources = this.#sourcesOf(one);
    const own = keyOf(one.channel, one.source);
    if (one.source === "" || sources.has(own)) return one.source;
    if (sources.size >= sourcesPerDay || !this.#take(one, one.limits.sources)) return otherSources;
    sources.add(own);
    return one.source;
  }

  #sourcesOf(place: Place): Set<string> {
    const key = placeKey(place);
    const sources = this.#sources.get(key) ?? new Set<string>();
    this.#sources.set(key, sources);
    return sources;
  }

  #termsOf(place: Place): { count: number; known: Set<string> } {
    const key = placeKey(place);
    const terms = this.#terms.get(key) ?? { count: 0, known: new Set<string>() };
    this.#terms.set(key, terms);
    return terms;
  }
}

const placeKey = ({ communityId, day }: Place) => keyOf(communityId, day);
const rowKey = ({ communityId, day }: Place, mark: string) => keyOf(communityId, day, mark);
