import { decideRead, isAuthor, mayKnow } from "@/lib/access/decide";
import type { PostFacts, Viewer } from "@/lib/access/types";
import { startOfDay } from "@/lib/platform/calendar";
import { limitOfAll, limitsOf } from "./limits";
import type { Marked, MarkFor } from "./mark";
import type { Glimpse, SearchGlimpse, SightedPost, SightedSearch, SightedTouches, Sighting, Touch } from "./types";

/** What counting needs to know of a post: the facts the rules ask for, and how much of it stands above the pay line. */
export interface CountedPost extends PostFacts {
  /** 0 to 1: what can be read without the right to the body. */
  openShare: number;
}

/** A day of a community's zone and the one before: looked up once a batch, as asking a calendar is dear. */
export interface SeenDay {
  name: string;
  startsAt: Date;
  before: { name: string; startsAt: Date };
}

/** A glimpse with everything it names looked up. */
export interface Found {
  glimpse: Glimpse;
  zone: string;
  viewer: Viewer;
  day: SeenDay;
  /** The post of this id when it counts for this viewer. */
  post: (id: string | null) => CountedPost | null;
}

/** A post counts for those who may know of it, once it is out, and not for whoever wrote it. */
export function countsFor(viewer: Viewer, post: CountedPost): boolean {
  const isHere = post.communityId === viewer.communityId;
  return isHere && post.state === "published" && mayKnow(viewer, post) && !isAuthor(viewer, post);
}

/** What a beacon says, with the marks of its day, and of the day before when there are any. */
export function sightingOf(found: Found, markFor: MarkFor, markForDayBefore: MarkFor | null): Sighting {
  const { glimpse, viewer, day } = found;
  const { at, address, userAgent, touches } = glimpse;
  const userId = viewer.person?.userId ?? null;
  const people: Marked[] = [{ address, userAgent }, ...(userId ? [{ userId }] : [])];
  const post = found.post(glimpse.postId);
  const limits = (kind: Parameters<typeof limitsOf>[0]) => limitsOf(kind, address, markFor);
  return {
    communityId: viewer.communityId,
    at,
    day: day.name,
    second: secondOf(at, day),
    userId,
    isMember: viewer.membership !== null,
    marks: people.map((who) => markFor("visit", who)),
    limits: {
      visitors: limits("visitors"),
      openings: limits("openings"),
      sources: limits("sources"),
      all: limitOfAll(markFor),
    },
    channel: touches.last.channel,
    source: touches.last.source,
    touches: userId ? sightedTouches(found) : null,
    isView: glimpse.progress === null,
    post: post && sightedPost(found, post, { people, markFor, markForDayBefore }),
  };
}

interface Marking {
  people: readonly Marked[];
  markFor: MarkFor;
  markForDayBefore: MarkFor | null;
}

/** What may be read decides how far somebody can have got, not what their browser says. */
function sightedPost(
  { glimpse, viewer, day }: Found,
  post: CountedPost,
  { people, markFor, markForDayBefore }: Marking,
): SightedPost {
  const { granted } = decideRead(viewer, post);
  const seen = glimpse.progress ?? 0;
  const completed = granted && glimpse.completed;
  const marks = (make: MarkFor, thing: string) => people.map((who) => make(`${thing} ${post.id}`, who));
  const readerMarks = marks(markFor, "read");
  const openings = (of: SeenDay["before"], own: string[]) =>
    own.map((mark) => ({ day: of.name, mark, second: secondOf(glimpse.at, of) }));
  return {
    id: post.id,
    progress: granted ? seen : Math.min(99, Math.round(seen * post.openShare)),
    completed,
    readerMarks,
    completionMarks: completed ? marks(markFor, "end") : [],
    openings: completed
      ? [
          ...openings(day, readerMarks),
          ...(markForDayBefore ? openings(day.before, marks(markForDayBefore, "read")) : []),
        ]
      : [],
  };
}

function secondOf(at: Date, { startsAt }: SeenDay["before"]): number {
  return Math.floor((at.getTime() - startsAt.getTime()) / 1000);
}

/**
 * A touch of this very view has its instant; an earlier one only has its day. A post of elsewhere, or one that does not
 * count, is no landing here.
 */
function sightedTouches({ glimpse: { at, touches, isNewTouch }, zone, post }: Found): SightedTouches {
  const dated = (touch: Touch, isNow: boolean) => {
    const from = startOfDay(touch.day, zone);
    return { ...touch, postId: post(touch.postId)?.id ?? null, at: isNow || from > at ? at : from };
  };
  const isFirst = isNewTouch && touches.first === touches.last;
  return { first: dated(touches.first, isFirst), last: dated(touches.last, isNewTouch) };
}

/** What was searched for, with the marks of its day. */
export function sightedSearch(search: SearchGlimpse, day: string, markFor: MarkFor): SightedSearch {
  const { communityId, at, term, found, userId, address } = search;
  const people: Marked[] = [{ network: address }, ...(userId ? [{ userId }] : [])];
  return {
    communityId,
    at,
    day,
    term,
    found,
    marks: people.map((who) => markFor(`search ${term}`, who)),
    limits: {
      searches: limitsOf("searches", address, markFor),
      terms: limitsOf("terms", address, markFor),
      all: limitOfAll(markFor),
    },
  };
}
