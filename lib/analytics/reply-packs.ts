import { type PackSet, packColumns, Texts } from "./column-packs";
import type { People } from "./day-pack";
import type { FirstReply } from "./first-reply";
import { isAmong } from "./people-packs";
import { type AskingKind, askingKinds, type ReplyCounts } from "./replies";

/**
 * Questions and discussions with what came of them, some days of asking in one pack: how long a year of them waited is
 * one walk. Instants are milliseconds, Infinity for what has not happened.
 */
export const replyShape = {
  layout: {
    posts: {
      askedAt: Float64Array,
      repliedAt: Float64Array,
      acceptedAt: Float64Array,
      removedAt: Float64Array,
      /** Who asked; {@link nobody} when they have no number. */
      number: Uint32Array,
      /** A place in `askingKinds`. */
      kind: Uint16Array,
    },
  },
  texts: { posts: [] },
} as const;

export type ReplyPacks = PackSet<typeof replyShape.layout>;

const nobody = 0xff_ff_ff_ff;

/** A pack holds what was asked in eight days of UTC. */
export const replyPackMs = 8 * 86_400_000;

export type NumberedReply = Omit<FirstReply, "postId" | "askerId" | "repliedBy"> & { number: number | null };

/** Packs posts, given in any order. The same posts make the same bytes. */
export function packReplies(posts: readonly NumberedReply[]): Buffer {
  const timeOf = (at: Date | null) => at?.getTime() ?? Number.POSITIVE_INFINITY;
  const rows = posts.map(({ kind, askedAt, repliedAt, acceptedAt, removedAt, number }) => ({
    askedAt: askedAt.getTime(),
    repliedAt: timeOf(repliedAt),
    acceptedAt: timeOf(acceptedAt),
    removedAt: timeOf(removedAt),
    number: number ?? nobody,
    kind: askingKinds.indexOf(kind as AskingKind),
  }));
  const names = ["askedAt", "number", "kind", "repliedAt", "acceptedAt", "removedAt"] as const;
  rows.sort((a, b) => {
    const name = names.find((one) => a[one] !== b[one]);
    return name ? (a[name] < b[name] ? -1 : 1) : 0;
  });
  return packColumns(replyShape.layout, { posts: rows }, new Texts());
}

/**
 * `countReplies` (replies.ts) of the posts asked in [from, to) by some people (null: everybody) and not removed before
 * `to`, by kind. `promise` is in milliseconds.
 */
export function sumReplies(
  packs: ReplyPacks,
  { from, to }: { from: Date; to: Date },
  promise: number,
  people: People | null,
): Record<AskingKind, ReplyCounts> {
  const [since, until] = [from.getTime(), to.getTime()];
  const counts = askingKinds.map(() => ({ asked: 0, due: 0, inTime: 0, accepted: 0, waits: [] as number[] }));
  for (const { posts } of packs.packs()) {
    const { askedAt, repliedAt, acceptedAt, removedAt, number, kind } = posts;
    for (let i = 0; i < askedAt.length; i++) {
      const asked = askedAt[i]!;
      if (asked < since || asked >= until || removedAt[i]! < until || !isAmong(people, number[i]!)) continue;
      const sum = counts[kind[i]!]!;
      const wait = repliedAt[i]! < until ? repliedAt[i]! - asked : Number.POSITIVE_INFINITY;
      sum.asked += 1;
      if (wait !== Number.POSITIVE_INFINITY) sum.waits.push(wait);
      if (asked + promise <= until) {
        sum.due += 1;
        if (wait <= promise) sum.inTime += 1;
      }
      if (acceptedAt[i]! < until) sum.accepted += 1;
    }
  }
  const [question, discussion] = counts.map(({ waits, ...sum }) => ({
    ...sum,
    answered: waits.length,
    ...percentiles(Float64Array.from(waits).sort()),
  }));
  return { question: question!, discussion: discussion! };
}

/** The median is the mean of both middle waits, the ninetieth percentile the first wait that nine of ten do not pass. */
function percentiles(sorted: Float64Array) {
  if (sorted.length === 0) return { median: null, ninetieth: null };
  const at = (rank: number) => sorted[rank - 1]!;
  return {
    median: (at((sorted.length + 1) >> 1) + at((sorted.length >> 1) + 1)) / 2,
    ninetieth: at(Math.ceil(sorted.length * 0.9)),
  };
}
