import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  completionOf,
  contentSort,
  contentSorts,
  groupContent,
  rankPosts,
  type SeenPost,
  unfinishedOf,
} from "./content";

const seen = (postId: string, readers: number, completions: number, views = readers): SeenPost => ({
  postId,
  kind: "tutorial",
  topicId: null,
  views,
  readers,
  completions,
});
const none = new Map<string, number>();

describe("a list of posts", () => {
  it("stands in the order of the column it is sorted by", () => {
    const posts = [seen("a", 20, 1, 90), seen("b", 40, 38, 50), seen("c", 30, 3, 60)];
    expect(rankPosts(posts, [], "views", none)).toEqual(["a", "c", "b"]);
    expect(rankPosts(posts, [], "readers", none)).toEqual(["b", "c", "a"]);
    expect(rankPosts(posts, [], "completion", none)).toEqual(["b", "c", "a"]);
    expect(rankPosts(posts, [], "unfinished", none)).toEqual(["c", "a", "b"]);
    expect(rankPosts(posts, [], "comments", new Map([["a", 3]]))).toEqual(["a", "b", "c"]);
    expect(rankPosts(posts, ["new", "c"], "published", none)).toEqual(["new", "c", "b", "a"]);
  });

  it("puts posts of few readers below others when it is sorted by completion", () => {
    expect(rankPosts([seen("one", 1, 1), seen("many", 100, 30)], [], "completion", none)).toEqual(["many", "one"]);
  });

  it("holds each post that was read or published once, whatever it is sorted by", () => {
    const post = fc.record({ id: fc.constantFrom("a", "b", "c", "d", "e"), readers: fc.nat(30), done: fc.nat(30) });
    fc.assert(
      fc.property(
        fc.uniqueArray(post, { selector: ({ id }) => id }),
        fc.uniqueArray(fc.constantFrom("d", "e", "f")),
        fc.constantFrom(...contentSorts),
        (list, published, sort) => {
          const posts = list.map(({ id, readers, done }) => seen(id, readers, done));
          const ranked = rankPosts(posts, published, sort, none);
          expect(ranked.toSorted()).toEqual([...new Set([...posts.map(({ postId }) => postId), ...published])].sort());
        },
      ),
    );
  });

  it("is sorted by money only for who may see it", () => {
    expect(contentSort("payments", true)).toBe("payments");
    expect(contentSort("payments", false)).toBe("readers");
    expect(contentSort("anything", true)).toBe("readers");
  });
});

describe("reading", () => {
  it("is undefined in its completion without readers, and never negative in what was left", () => {
    expect(completionOf({ readers: 0, completions: 0 })).toBeNull();
    expect(completionOf({ readers: 8, completions: 2 })).toBe(0.25);
    expect(unfinishedOf({ readers: 2, completions: 3 })).toBe(0);
  });

  it("adds up: groups hold every reader and every credit of a read post once", () => {
    const post = fc.record({
      readers: fc.nat(50),
      completions: fc.nat(50),
      kind: fc.constantFrom("article", "report"),
    });
    fc.assert(
      fc.property(fc.array(post), (list) => {
        const posts = list.map((row, i) => ({ ...seen(`p${i}`, row.readers, row.completions), kind: row.kind }));
        const joins = new Map(posts.map(({ postId }, i) => [postId, i]));
        const groups = groupContent({ seen: posts, published: [], joins, payments: null, keyOf: ({ kind }) => kind });
        const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
        expect(sum(groups.map(({ readers }) => readers))).toBe(sum(posts.map(({ readers }) => readers)));
        expect(sum(groups.map((group) => group.joins))).toBe(sum([...joins.values()]));
        expect(groups.every(({ payments }) => payments === null)).toBe(true);
      }),
    );
  });
});
