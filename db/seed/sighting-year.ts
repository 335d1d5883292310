import { dayMs, hourMs, minuteMs } from "@/lib/platform/clock";
import { Dice } from "./random";
import type { SeenPerson, SeenPost } from "./sighting-facts";
import { SightingLedger } from "./sighting-ledger";
import type { Stage } from "./stage";
import type { VisitScript, Way } from "./visit-script";

/** Twelve months of looking, as numbers per key. */
export class SightingYear {
  readonly ledger: SightingLedger;
  readonly #stage: Stage;
  readonly #script: VisitScript;
  readonly #posts: SeenPost[];
  readonly #dice: Dice;
  /** When something was looked for, before it is told what. */
  readonly #searchesLeft: number[] = [];

  constructor(stage: Stage, script: VisitScript, posts: SeenPost[]) {
    this.ledger = new SightingLedger(stage.communityId, stage.script.zone);
    this.#stage = stage;
    this.#script = script;
    this.#posts = posts.toSorted((a, b) => a.publishedAt - b.publishedAt);
    this.#dice = new Dice(stage.script.slug.length * 7919);
  }

  someInstant(): number {
    const { start, end } = this.#stage;
    return start.getTime() + Math.sqrt(this.#dice.next()) * (end.getTime() - start.getTime() - dayMs);
  }

  /** Visitors without an account, day by day: more towards the end, fewer on weekends. */
  visit(): void {
    const dice = this.#dice;
    for (let at = this.#stage.start.getTime() + 12 * hourMs; at < this.#stage.end.getTime(); at += dayMs) {
      const weekend = [0, 6].includes(new Date(at).getUTCDay()) ? 0.6 : 1;
      const today = Math.round(
        this.#script.visitors * (0.18 + 0.82 * this.#share(at)) * weekend * dice.between(0.75, 1.25),
      );
      for (let i = 0; i < today; i++) {
        const views = 1 + Math.floor(dice.next() ** 3 * 6);
        this.ledger.addVisit(
          at,
          this.#way(at, (way) => way.weight),
          views,
        );
        if (dice.chance(0.62)) this.#readInPassing(at);
      }
      const searches = dice.whole(1, 2 + Math.round(8 * this.#share(at)));
      this.#searchesLeft.push(...Array<number>(searches).fill(at));
    }
  }

  /** What is looked for, the most wanted most often, and seldom by one person alone: a lesson sends several. */
  search(term: string, weight: number, hits: number): void {
    for (const at of this.#searchesLeft) {
      if (this.#dice.chance(weight * 0.3)) this.ledger.addSearches(at, term, { people: this.#dice.whole(1, 3), hits });
    }
  }

  /** A person's year: how they came, on which days they were here, and what they read. */
  follow(person: SeenPerson): void {
    const dice = this.#dice;
    const seenAt = Math.max(this.#stage.start.getTime(), person.joinedAt - dice.next() ** 2 * 3 * dayMs - 4 * minuteMs);
    this.arrive(person.userId, seenAt, person.paidAt ?? person.joinedAt);
    for (const { at, postId } of person.acts) {
      this.ledger.addPresence(person.userId, at, dice.whole(2, 7));
      this.#readWhole(person, postId, at);
    }
    const weeks = Math.max(2, (this.#stage.end.getTime() - person.joinedAt) / (7 * dayMs));
    const pace = Math.min(0.6, 0.07 + (person.acts.length / weeks) * 0.16);
    for (let at = seenAt + 9 * hourMs; at < this.#stage.end.getTime(); at += dayMs) {
      if (!dice.chance(pace * interest(person, at))) continue;
      this.ledger.addPresence(person.userId, at, dice.whole(1, 6));
      if (dice.chance(0.7)) this.#read(person, at);
    }
  }

  /** The first sighting of somebody, and the ways they had come by. */
  arrive(userId: string, seenAt: number, goal: number | null): void {
    const dice = this.#dice;
    const weight = (way: Way) => way.weight * (goal === null ? 1 : way.fit);
    const firstAt = Math.max(this.#stage.start.getTime(), seenAt - dice.next() ** 3 * 21 * dayMs);
    const first = this.#way(firstAt, weight);
    const until = Math.max(seenAt, goal ?? seenAt + dice.between(0, 20) * dayMs);
    const lastAt = dice.chance(0.45) ? Math.min(this.#stage.end.getTime(), dice.between(firstAt, until)) : firstAt;
    const way = lastAt === firstAt ? first : this.#way(lastAt, (one) => (one.channel === "direct" ? 0 : weight(one)));
    const landing = this.#openPost(firstAt)?.id ?? null;
    this.ledger.addVisit(firstAt, first, dice.whole(1, 5));
    this.ledger.addPresence(userId, seenAt, dice.whole(2, 6));
    this.ledger.addArrival({
      userId,
      seenAt: new Date(seenAt),
      firstAt: new Date(firstAt),
      firstChannel: first.channel,
      firstSource: first.source,
      firstCampaign: first.campaign ?? "",
      firstPostId: dice.chance(0.6) ? landing : null,
      lastAt: new Date(lastAt),
      lastChannel: way.channel,
      lastSource: way.source,
      lastCampaign: way.campaign ?? "",
      lastPostId: lastAt !== firstAt && dice.chance(0.6) ? (this.#openPost(lastAt)?.id ?? null) : landing,
    });
  }

  #way(at: number, weigh: (way: Way) => number): Way {
    const share = this.#share(at);
    const open = this.#script.ways.filter(({ during }) => !during || (share >= during[0] && share <= during[1]));
    let left = this.#dice.next() * open.reduce((sum, way) => sum + weigh(way), 0);
    for (const way of open) {
      left -= weigh(way);
      if (left < 0) return way;
    }
    return open.at(-1)!;
  }

  #readInPassing(at: number): void {
    const post = this.#openPost(at);
    if (post) this.#addView(post.id, at, post.isOpen && this.#dice.chance(0.31));
  }

  /** Whoever writes under a text, or nods at it, has come to its end before. */
  #readWhole(person: SeenPerson, postId: string, at: number): void {
    const post = this.#posts.find(({ id }) => id === postId);
    if (post && post.authorId !== person.memberId) this.#addRead(person.userId, post.id, at - 3 * minuteMs, 100);
  }

  #read(person: SeenPerson, at: number): void {
    const post = this.#recent(at);
    if (!post || post.authorId === person.memberId) return;
    const holds = person.holds.some(({ benefitId, from, to }) => benefitId === post.benefitId && from <= at && at < to);
    const seen = this.#dice.chance(0.55) ? 100 : this.#dice.whole(8, 95);
    if (post.isOpen || post.benefitId === null || holds) this.#addRead(person.userId, post.id, at, seen);
    else this.#addRead(person.userId, post.id, at, Math.min(99, Math.round(seen * post.openShare)));
  }

  #addRead(userId: string, postId: string, at: number, progress: number): void {
    this.ledger.addRead(userId, postId, at, progress);
    this.#addView(postId, at, progress === 100);
  }

  #addView(postId: string, at: number, completed: boolean): void {
    this.ledger.addView(postId, at, { views: this.#dice.chance(0.25) ? 2 : 1, completed });
  }

  /** A text that was out, the newer the likelier; the squared throw leans towards the end of the list. */
  #recent(at: number): SeenPost | undefined {
    const out = this.#published(at);
    return this.#posts[out - 1 - Math.floor(this.#dice.next() ** 2 * out)];
  }

  #openPost(at: number): SeenPost | undefined {
    for (let tries = 0; tries < 3; tries++) {
      const post = this.#recent(at);
      if (post?.isOpen || this.#dice.chance(0.3)) return post;
    }
    return undefined;
  }

  #published(at: number): number {
    let low = 0;
    let high = this.#posts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#posts[middle]!.publishedAt <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #share(at: number): number {
    const { start, end } = this.#stage;
    return (at - start.getTime()) / (end.getTime() - start.getTime());
  }
}

/** From 0 to 1: little in the weeks before somebody goes, next to nothing afterwards, less with the months in any case. */
function interest(person: SeenPerson, at: number): number {
  const faded = 1 / (1 + Math.max(0, at - person.joinedAt) / (400 * dayMs));
  const next = person.turns.find((turn) => turn.at > at);
  const last = person.turns.findLast((turn) => turn.at <= at);
  if (last?.isEnd) return faded * 0.15;
  if (next?.isEnd && next.at - at < 30 * dayMs) return faded * 0.35;
  return faded;
}
