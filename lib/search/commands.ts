import "server-only";
import { rawQuery, type Tx } from "@/db/client";
import { engine } from "@/db/dialect";
import { communityWord } from "./queries";
import { type Spot, spotsOf } from "./words";

interface SearchDocument {
  communityId: string;
  postId: string;
  /** `face`: title and teaser, which everybody who may know of the post may search. `body`: the rest. */
  part: "face" | "body";
  text: string;
}

/** Replaces what the index knows of one part of a post, in the caller's transaction. Newer documents sort first. */
export async function indexDocument(_tx: Tx, { communityId, postId, part, text }: SearchDocument): Promise<void> {
  await removeDocument(postId, part);
  const spots = [[communityWord(communityId)], ...spotsOf(text)];
  if (engine === "postgres") {
    await rawQuery(
      "insert into search_documents (community_id, post_id, part, words) values ($1, $2, $3, $4::tsvector)",
      [communityId, postId, part, vectorOf(spots)],
    );
    return;
  }
  const [row] = await rawQuery<{ id: number }>(
    "insert into search_documents (community_id, post_id, part) values (?, ?, ?) returning id",
    [communityId, postId, part],
  );
  await rawQuery("insert into search_fts (rowid, words) values (?, ?)", [row!.id, flatten(spots)]);
}

async function removeDocument(postId: string, part: string): Promise<void> {
  if (engine === "postgres") {
    await rawQuery("delete from search_documents where post_id = $1 and part = $2", [postId, part]);
    return;
  }
  await rawQuery(
    "delete from search_fts where rowid in (select id from search_documents where post_id = ? and part = ?)",
    [postId, part],
  );
  await rawQuery("delete from search_documents where post_id = ? and part = ?", [postId, part]);
}

/** FTS5 takes text: the first spelling of every spot in order, then the others, apart so that no phrase bridges them. */
function flatten(spots: Spot[]): string {
  const main = spots.map((spot) => spot[0]).join(" ");
  const others = spots.flatMap((spot) => spot.slice(1));
  return others.length > 0 ? `${main} ${others.join(" ")}` : main;
}

/** tsvector positions end at 16383; later words are found, but not as part of a phrase beyond that point. */
function vectorOf(spots: Spot[]): string {
  const positions = new Map<string, Set<number>>();
  spots.forEach((spot, index) => {
    for (const word of spot) {
      const known = positions.get(word) ?? new Set();
      if (known.size < 250) known.add(Math.min(index + 1, 16_383));
      positions.set(word, known);
    }
  });
  const quote = (word: string) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
  return [...positions].map(([word, at]) => `${quote(word)}:${[...at].join(",")}`).join(" ");
}
