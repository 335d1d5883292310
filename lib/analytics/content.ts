/** What a list of posts can be sorted by; the address names it. */
export const contentSorts = [
  "views",
  "readers",
  "completion",
  "unfinished",
  "comments",
  "reactions",
  "joins",
  "payments",
  "published",
] as const;
export type ContentSort = (typeof contentSorts)[number];

/** Sorts that only who may see money has. */
export const moneySorts: readonly ContentSort[] = ["payments"];

/** The sort an address asks for; what is not one, or not this viewer's, is the default. */
export function contentSort(wanted: string | undefined, seesRevenue: boolean): ContentSort {
  const sort = contentSorts.find((name) => name === wanted) ?? "readers";
  return !seesRevenue && moneySorts.includes(sort) ? "readers" : sort;
}

/** How often something was looked at. Readers are distinct people per day, added up over days. */
export interface Reads {
  /** Null for a segment: views belong to nobody. */
  views: number | null;
  readers: number;
  /** Of them, read to the end. */
  completions: number;
}

/** completions ÷ readers, null without readers. */
export function completionOf({ completions, readers }: Pick<Reads, "completions" | "readers">): number | null {
  return readers === 0 ? null : completions / readers;
}

/** Readers who did not come to the end; never below 0, because who finishes the next day began the day before. */
export function unfinishedOf({ completions, readers }: Pick<Reads, "completions" | "readers">): number {
  return Math.max(0, readers - completions);
}

/** A post that was read in the range, with what it is. */
export interface SeenPost extends Reads {
  postId: string;
  kind: string;
  topicId: string | null;
}

/** Posts of fewer readers stand below others in the order of completion: one reader is 0% or 100%. */
const fewReaders = 10;

/** The value a seen post is sorted by; counts that are not in it come through `counts`. */
function rankOf(post: SeenPost, sort: ContentSort, counts: ReadonlyMap<string, number>): number {
  if (sort === "views") return post.views ?? post.readers;
  if (sort === "readers") return post.readers;
  if (sort === "unfinished") return unfinishedOf(post);
  if (sort === "completion") return (completionOf(post) ?? -1) - (post.readers < fewReaders ? 2 : 0);
  return counts.get(post.postId) ?? 0;
}

/** Ids of posts, first those of the highest rank; equals by readers, then by id, so that the order is always the same. */
export function rankPosts(
  seen: readonly SeenPost[],
  published: readonly string[],
  sort: ContentSort,
  counts: ReadonlyMap<string, number>,
): string[] {
  const known = new Map(seen.map((post) => [post.postId, post]));
  const blank = (postId: string): SeenPost => ({
    postId,
    kind: "",
    topicId: null,
    views: 0,
    readers: 0,
    completions: 0,
  });
  if (sort === "published") return [...new Set([...published, ...byReaders(seen)])];
  const all = [...new Set([...known.keys(), ...published, ...counts.keys()])].map((id) => known.get(id) ?? blank(id));
  const ranked = all.map((post) => ({ post, rank: rankOf(post, sort, counts) }));
  ranked.sort((a, b) => b.rank - a.rank || b.post.readers - a.post.readers || (a.post.postId < b.post.postId ? -1 : 1));
  return ranked.map(({ post }) => post.postId);
}

function byReaders(seen: readonly SeenPost[]): string[] {
  return rankPosts(seen, [], "readers", new Map());
}

/** The totals of posts that have something in common: a kind, or a topic. */
export interface ContentGroup extends Reads {
  key: string;
  posts: number;
  published: number;
  joins: number;
  payments: number | null;
}

interface GroupParts {
  seen: readonly SeenPost[];
  published: readonly { key: string; count: number }[];
  joins: ReadonlyMap<string, number>;
  payments: ReadonlyMap<string, number> | null;
  keyOf: (post: SeenPost) => string;
}

/** Totals by key, the most read first. What is credited to a post nobody was counted reading is in no group. */
export function groupContent({ seen, published, joins, payments, keyOf }: GroupParts): ContentGroup[] {
  const groups = new Map<string, ContentGroup>();
  const groupOf = (key: string) => {
    const fresh = { key, posts: 0, published: 0, views: 0, readers: 0, completions: 0, joins: 0, payments: null };
    const group: ContentGroup = groups.get(key) ?? { ...fresh, payments: payments && 0 };
    groups.set(key, group);
    return group;
  };
  for (const post of seen) {
    const group = groupOf(keyOf(post));
    group.posts += 1;
    group.views = group.views === null || post.views === null ? null : group.views + post.views;
    group.readers += post.readers;
    group.completions += post.completions;
    group.joins += joins.get(post.postId) ?? 0;
    if (payments && group.payments !== null) group.payments += payments.get(post.postId) ?? 0;
  }
  for (const { key, count } of published) groupOf(key).published += count;
  return [...groups.values()].sort((a, b) => b.readers - a.readers || (a.key < b.key ? -1 : 1));
}
