import type { Verb } from "@/lib/journal/types";

/** Verbs that tell of a question or discussion and of what came of it. */
export const replyVerbs = [
  "post.published",
  "comment.added",
  "answer.accepted",
  "answer.unaccepted",
  "post.removed",
] as const satisfies Verb[];

/** Kinds of posts that ask for a reply. */
export const askingKinds = ["question", "discussion"] as const;

/** What a journal entry must tell to be read here. */
export interface ReplyEntry {
  id: string;
  at: Date;
  recordedAt: Date;
  verb: string;
  memberId: string | null;
  objectId: string | null;
  detail: Record<string, string | number | boolean | null>;
}

/** One row of the projection `first_replies`, without its community. */
export interface FirstReply {
  postId: string;
  kind: string;
  askerId: string;
  askedAt: Date;
  repliedAt: Date | null;
  repliedBy: string | null;
  acceptedAt: Date | null;
  removedAt: Date | null;
}

/** The post an entry is about, or null when it is about none. */
export function postOf({ verb, objectId, detail }: ReplyEntry): string | null {
  if (verb === "post.published" || verb === "post.removed") return objectId;
  return typeof detail.postId === "string" ? detail.postId : null;
}

/**
 * What came of the questions and discussions that a stream of entries tells of. The first reply is the earliest comment
 * by somebody else (of two in the same millisecond, of who comes first by id). A post is accepted since the earliest of
 * the acceptances that still stand. Comments removed later stay: the asker had been answered.
 */
export class FirstReplies {
  readonly #posts = new Map<string, FirstReply>();
  readonly #turns = new Map<string, Map<string, ReplyEntry>>();
  /** Entries of the running millisecond about posts that are not known yet: theirs may follow within it. */
  #early: ReplyEntry[] = [];

  /** Takes entries in order of `at`. */
  add(entry: ReplyEntry): void {
    this.#early = this.#early.filter(({ at }) => at.getTime() === entry.at.getTime());
    const postId = postOf(entry);
    if (postId === null) return;
    const post = this.#posts.get(postId);
    if (post) this.#take(post, entry);
    else if (isAsking(entry)) this.#open(postId, entry);
    else this.#early.push(entry);
  }

  #open(postId: string, { detail, memberId, at }: ReplyEntry): void {
    const nothing = { repliedAt: null, repliedBy: null, acceptedAt: null, removedAt: null };
    const post = { postId, kind: String(detail.kind), askerId: memberId!, askedAt: at, ...nothing };
    this.#posts.set(postId, post);
    for (const early of this.#early.filter((one) => postOf(one) === postId)) this.#take(post, early);
  }

  #take(post: FirstReply, entry: ReplyEntry): void {
    const { verb, at, memberId } = entry;
    if (verb === "comment.added" && memberId !== null && memberId !== post.askerId) {
      const isFirst = post.repliedAt === null || at < post.repliedAt;
      const isTie = post.repliedAt?.getTime() === at.getTime() && memberId < post.repliedBy!;
      if (isFirst || isTie) Object.assign(post, { repliedAt: at, repliedBy: memberId });
    }
    if (verb === "post.removed") post.removedAt ??= at;
    if (verb === "answer.accepted" || verb === "answer.unaccepted") this.#turn(post.postId, entry);
  }

  #turn(postId: string, entry: ReplyEntry): void {
    const turns = this.#turns.get(postId) ?? new Map<string, ReplyEntry>();
    const answerId = entry.objectId ?? "";
    const last = turns.get(answerId);
    if (!last || byStory(last, entry) < 0) turns.set(answerId, entry);
    this.#turns.set(postId, turns);
  }

  *rows(): Generator<FirstReply> {
    for (const post of this.#posts.values()) {
      const turns = [...(this.#turns.get(post.postId)?.values() ?? [])];
      const standing = turns.filter(({ verb }) => verb === "answer.accepted").map(({ at }) => at.getTime());
      yield { ...post, acceptedAt: standing.length > 0 ? new Date(Math.min(...standing)) : null };
    }
  }
}

function isAsking({ verb, detail, memberId }: ReplyEntry): boolean {
  return verb === "post.published" && memberId !== null && (askingKinds as readonly unknown[]).includes(detail.kind);
}

function byStory(a: ReplyEntry, b: ReplyEntry): number {
  return a.at.getTime() - b.at.getTime() || a.recordedAt.getTime() - b.recordedAt.getTime() || (a.id < b.id ? -1 : 1);
}
