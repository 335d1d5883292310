import type { PostLink } from "./activity-rows";
import type { ContentGroup, ContentSort, Reads } from "./content";

/** One post of the list, with everything that is counted about it in the range. */
export interface PostFigures extends Reads {
  postId: string;
  link: PostLink;
  kind: string;
  topic: string | null;
  publishedAt: Date | null;
  comments: number;
  reactions: number;
  joins: number;
  /** Null for who may not see money. */
  payments: number | null;
}

/** What two people or more looked for on one day. `found` is the most that was ever found. */
export interface SearchTerm {
  term: string;
  searches: number;
  found: number;
}

/** How many there were, and how many of them are credited to a post. */
export interface Credited {
  all: number;
  credited: number;
}

/** Everything the content page shows, for one range at one moment. */
export interface ContentReport {
  totals: Reads & { published: number };
  joins: Credited;
  /** Null for who may not see money. */
  payments: Credited | null;
  unit: "day" | "month";
  /** Null for a segment: days belong to nobody. */
  periods: (Reads & { period: string; views: number })[] | null;
  sort: ContentSort;
  /** How many posts were read. */
  seen: number;
  posts: PostFigures[];
  kinds: ContentGroup[];
  topics: (ContentGroup & { name: string | null })[];
  /** Null for a segment: searches belong to nobody. */
  gaps: SearchTerm[] | null;
  searches: SearchTerm[] | null;
}
