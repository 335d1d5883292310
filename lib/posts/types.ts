import type { OutlineEntry } from "@/db/schema/posts";
import type { PostFacts } from "@/lib/access/types";
import type { Role } from "@/lib/members/schema";

export type { OutlineEntry };

export interface Author {
  memberId: string;
  userId: string;
  name: string;
  handle: string;
  role: Role;
}

/** A post's public face in a list. */
export interface PostRow {
  id: string;
  kind: PostFacts["kind"];
  slug: string;
  title: string;
  excerpt: string;
  audience: PostFacts["audience"];
  benefitId: string | null;
  lang: string;
  state: PostFacts["state"];
  publishedAt: Date | null;
  updatedAt: Date;
  lastActivityAt: Date;
  pinnedAt: Date | null;
  readingMinutes: number;
  commentCount: number;
  upvoteCount: number;
  hotness: number;
  isAnswered: boolean;
  author: Author;
  topic: { slug: string; name: string } | null;
}

/** A post's whole public face, with what the rules need to know. The body is not in it. */
export interface Post extends PostRow, PostFacts {
  revision: number;
  topicId: string | null;
  teaserHtml: string;
  outline: OutlineEntry[];
  lockedMinutes: number;
  lockedSections: number;
  lockedCodeBlocks: number;
}

export const feedSorts = ["newest", "active", "hot"] as const;
export type FeedSort = (typeof feedSorts)[number];

export interface FeedFilter {
  sort: FeedSort;
  kinds: PostFacts["kind"][];
  topicId?: string;
  authorId?: string;
  /** Only questions without an accepted answer. */
  unanswered?: boolean;
  /** The cursor of the last row seen: see cursor.ts. */
  after?: string;
  limit: number;
}
