import type { Limit } from "./limits";

/** How somebody came, in the order in which it is decided. */
export const channels = ["campaign", "search", "social", "referral", "direct"] as const;
export type Channel = (typeof channels)[number];

/** One coming from outside, as the touch cookie remembers it. */
export interface Touch {
  channel: Channel;
  /** Host of the page before, a known site's short name, or the campaign's source; "" for direct. */
  source: string;
  /** "" without one. */
  campaign: string;
  /** The post landed on; null for every other page. */
  postId: string | null;
  /** YYYY-MM-DD, UTC. */
  day: string;
}

export interface Touches {
  first: Touch;
  last: Touch;
}

/** A beacon as it came in, with what its request said. Kept in memory only, until the buffer is written. */
export interface Glimpse {
  at: Date;
  slug: string;
  /** The session cookie's content; null without one. */
  token: string | null;
  address: string;
  userAgent: string;
  touches: Touches;
  /** True when this very page view came from outside. */
  isNewTouch: boolean;
  postId: string | null;
  /** Null for a page that was opened; a number when it tells how far the text was read since. */
  progress: number | null;
  completed: boolean;
}

/** A search, as the search page counted it. */
export interface SearchGlimpse {
  at: Date;
  communityId: string;
  zone: string;
  /** Who searched: the account when signed in, and the network in any case. */
  userId: string | null;
  address: string;
  term: string;
  found: number;
}

/** A beacon after everything in it has been looked up: what counts. */
export interface Sighting {
  communityId: string;
  at: Date;
  /** Day of the community's zone. */
  day: string;
  /** Seconds since that day began. */
  second: number;
  userId: string | null;
  isMember: boolean;
  /** Marks of the browser and then of the account for visits; each is known to the database once a day. */
  marks: string[];
  limits: { visitors: Limit[]; openings: Limit[]; sources: Limit[]; all: Limit };
  channel: string;
  source: string;
  /** When the person is signed in. */
  touches: SightedTouches | null;
  isView: boolean;
  post: SightedPost | null;
}

/** A person's touches with instants: a touch of an earlier day counts from that day's start. */
export interface SightedTouches {
  first: Touch & { at: Date };
  last: Touch & { at: Date };
}

export interface SightedPost {
  id: string;
  /** Percent of the whole text that was on the screen; of a locked post at most its open part. */
  progress: number;
  completed: boolean;
  readerMarks: string[];
  completionMarks: string[];
  /** Reader's marks of this day and the day before, by which the database knows when the post was opened. */
  openings: {
    day: string;
    mark: string;
    /** Seconds since that day began. */
    second: number;
  }[];
}

/** A search after everything in it has been looked up. */
export interface SightedSearch {
  communityId: string;
  at: Date;
  day: string;
  term: string;
  found: number;
  /** Of the network and then of the account: two people are two when neither is the same. */
  marks: string[];
  limits: { searches: Limit[]; terms: Limit[]; all: Limit };
}

/** What a batch adds to the tables, one row per key. */
export interface SightingCounts {
  visits: { communityId: string; day: string; channel: string; source: string; visitors: number; views: number }[];
  postViews: {
    communityId: string;
    postId: string;
    day: string;
    views: number;
    readers: number;
    completions: number;
  }[];
  presence: { communityId: string; userId: string; day: string; views: number }[];
  reads: {
    communityId: string;
    postId: string;
    userId: string;
    firstAt: Date;
    lastAt: Date;
    progress: number;
    completedAt: Date | null;
  }[];
  arrivals: Arrival[];
  searches: {
    communityId: string;
    day: string;
    term: string;
    searches: number;
    /** Different ones, on this day. */
    people: number;
    found: number;
  }[];
}

export interface Arrival {
  communityId: string;
  userId: string;
  seenAt: Date;
  firstAt: Date;
  firstChannel: string;
  firstSource: string;
  firstCampaign: string;
  firstPostId: string | null;
  lastAt: Date;
  lastChannel: string;
  lastSource: string;
  lastCampaign: string;
  lastPostId: string | null;
}
