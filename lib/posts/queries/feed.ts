import "server-only";
import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import { type Reader, read } from "@/db/client";
import { beforeCursor } from "@/db/dialect/sql";
import { prepared, type Slots } from "@/db/prepared";
import { acceptedAnswers, posts } from "@/db/schema/posts";
import { listedPosts, type ViewerSlot, viewerInSlots, viewerShape, viewerValues } from "@/lib/access/scopes";
import type { Viewer } from "@/lib/access/types";
import { decodeCursor, encodeCursor } from "../cursor";
import type { FeedFilter, FeedSort, PostRow } from "../types";

import { type Filled, kindsAre, selectRows, sortColumns, toRow } from "./rows";

/** One page of the posts this viewer may find, by keyset: the cost does not depend on how far one has scrolled. */
export async function listFeed(viewer: Viewer, filter: FeedFilter): Promise<{ rows: PostRow[]; next: string | null }> {
  const cursor = decodeCursor(filter.after);
  const limit = filter.limit + 1;
  const raw = cursor
    ? await feedRows(read(), viewer, {
        ...filter,
        limit,
        before: beforeCursor(sortColumns[filter.sort], posts.id, cursor.value, cursor.id),
      })
    : await firstPage(
        viewer,
        filter,
      )({
        ...viewerValues(viewer),
        topicId: filter.topicId,
        authorId: filter.authorId,
        limit,
      });
  const rows = raw.map(toRow);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    rows: page,
    next:
      rows.length > filter.limit && last ? encodeCursor({ value: sortValue(last, filter.sort), id: last.id }) : null,
  };
}

type FirstPage = ReturnType<typeof prepareFirstPage>;

const firstPages = new Map<string, FirstPage>();

/** The prepared query for this way of looking. Roles, sorts and kinds are closed lists, so there are few of them. */
function firstPage(viewer: Viewer, filter: FeedFilter): FirstPage {
  const by = [filter.topicId && "topic", filter.authorId && "author", filter.unanswered && "open"].filter(Boolean);
  const shape = ["feed", viewerShape(viewer), filter.sort, filter.kinds.toSorted().join("+"), ...by].join(" ");
  const known = firstPages.get(shape) ?? prepareFirstPage(viewer, filter);
  firstPages.set(shape, known);
  return known;
}

function prepareFirstPage(viewer: Viewer, { sort, kinds, topicId, authorId, unanswered }: FeedFilter) {
  return prepared((reader, slots: Slots<ViewerSlot | "topicId" | "authorId" | "limit">) =>
    feedRows(reader, viewerInSlots(viewer, slots), {
      sort,
      kinds,
      topicId: topicId && slots.topicId,
      authorId: authorId && slots.authorId,
      unanswered,
      limit: slots.limit,
    }),
  );
}

type FeedConditions = Pick<FeedFilter, "sort" | "kinds" | "unanswered"> & {
  topicId?: Filled<string>;
  authorId?: Filled<string>;
  before?: SQL;
  limit: Filled<number>;
};

function feedRows(reader: Reader, viewer: Viewer, filter: FeedConditions) {
  return selectRows(
    reader,
    and(
      listedPosts(viewer),
      kindsAre(filter.kinds),
      filter.topicId ? eq(posts.topicId, filter.topicId) : undefined,
      filter.authorId ? eq(posts.authorId, filter.authorId) : undefined,
      filter.unanswered
        ? sql`not exists (select 1 from ${acceptedAnswers} where ${acceptedAnswers.postId} = ${posts.id})`
        : undefined,
      filter.before,
    ),
    sortColumns[filter.sort],
    filter.limit,
  );
}

function sortValue(row: PostRow, sort: FeedSort): number {
  if (sort === "hot") return row.hotness;
  return (sort === "active" ? row.lastActivityAt : row.publishedAt!).getTime();
}

const pinnedAtOnce = 3;

/** Pinned posts the viewer may find, latest pin first. */
export async function listPinned(viewer: Viewer): Promise<PostRow[]> {
  const shape = `pinned ${viewerShape(viewer)}`;
  const query = pinned.get(shape) ?? preparePinned(viewer);
  pinned.set(shape, query);
  return (await query(viewerValues(viewer))).map(toRow);
}

const pinned = new Map<string, ReturnType<typeof preparePinned>>();

function preparePinned(viewer: Viewer) {
  return prepared((reader, slots: Slots<ViewerSlot>) => {
    // A comparison, because SQLite does not look for an index when asked for "not null".
    const where = and(listedPosts(viewerInSlots(viewer, slots)), gt(posts.pinnedAt, new Date(0)));
    return selectRows(reader, where, posts.pinnedAt, pinnedAtOnce);
  });
}
