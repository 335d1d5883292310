import { withDatabase } from "./people";
import { data as sharedData } from "./story";

export interface KnownPost {
  id: string;
  slug: string;
  title: string;
  path: string;
  /** A heading below the pay line: who sees it as a heading reads the body. */
  lockedHeading: string;
}

interface Row {
  id: string;
  slug: string;
  title: string;
  outline: string;
}

/** A published post of the demo with something below its pay line; `single` for one that is sold alone. */
export function findPaidPost({ community = "slow-query", single = false, data = sharedData } = {}): KnownPost {
  const sold = "(select post_id from products where kind = 'one_off' and archived_at is null and post_id is not null)";
  const rows = withDatabase(data, (database) =>
    database
      .prepare(
        `select p.id, p.slug, p.title, p.outline from posts p join communities c on c.id = p.community_id
         where c.slug = ? and p.state = 'published' and p.audience in ('benefit', 'purchase') and p.id ${single ? "in" : "not in"} ${sold}
         order by p.published_at`,
      )
      .all(community),
  ) as Row[];
  for (const row of rows) {
    const outline = JSON.parse(row.outline) as { text: string; locked: boolean }[];
    const locked = outline.find((entry) => entry.locked);
    if (locked) return { ...row, path: `/c/${community}/posts/${row.slug}`, lockedHeading: locked.text };
  }
  throw new Error(`the demo has no paid post in ${community}`);
}

/** A published discussion everybody can read, oldest first. */
export function findOpenTalk(community = "slow-query", kind = "discussion", data = sharedData): KnownPost {
  const row = withDatabase(data, (database) =>
    database
      .prepare(
        `select p.id, p.slug, p.title, p.outline from posts p join communities c on c.id = p.community_id
         where c.slug = ? and p.state = 'published' and p.kind = ? order by p.audience = 'public' desc, p.published_at limit 1`,
      )
      .get(community, kind),
  ) as Row;
  return { ...row, path: `/c/${community}/posts/${row.slug}`, lockedHeading: "" };
}

export function countRows(sql: string, ...values: string[]): number {
  return withDatabase(sharedData, (database) => (database.prepare(sql).get(...values) as { n: number }).n);
}
