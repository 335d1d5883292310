import { newId } from "@/lib/platform/ids";
import { columns } from "./analytics-columns";
import type { Cast, Subscription } from "./analytics-people";
import { dayMs, discounted, endReasons, plans, randomOf, what } from "./analytics-story";
import type { Bulk } from "./bulk";

interface Event {
  at: number;
  member: number;
  kind: number;
  extra: number;
}

const recentPosts = 300;
const articleEvery = 0.0002;

/** Turns events into rows of the tables that pages read: journal, posts, payments. */
export class AnalyticsRows {
  readonly articles: { id: string; at: number }[] = [];
  posts = 0;
  readonly #bulk: Bulk;
  readonly #cast: Cast;
  readonly #random = randomOf(7);
  /** The posts that get comments now, newest last. */
  readonly #recent: { id: string; kind: string }[] = [];
  readonly #running = new Map<number, Subscription>();
  /** Every subscription there was, as it stands now. */
  readonly subscriptions: Subscription[] = [];
  /** When each member left; 0 for who is there. */
  readonly leftAt: Float64Array;
  #payments = 0;

  constructor(bulk: Bulk, cast: Cast) {
    this.#bulk = bulk;
    this.#cast = cast;
    this.leftAt = new Float64Array(cast.people.length);
  }

  /** One event as an entry of `table`, with what it changes elsewhere. */
  addEvent(event: Event, table: "journal" | "bench_waiting"): Promise<void> | undefined {
    const { at, member, kind, extra } = event;
    if (this.#random() < articleEvery) this.#publishArticle(at);
    switch (kind) {
      case what.joined:
        this.leftAt[member] = 0;
        return this.#entry(table, event, "member.joined", {}, null, "");
      case what.left:
        this.leftAt[member] = at;
        return this.#entry(table, event, "member.left", { reason: "asked" }, null, "");
      case what.question:
      case what.discussion:
        return this.#publish(table, event);
      case what.comment:
        return this.#comment(table, event);
      case what.reaction:
        return this.#entry(table, event, "reaction.added", { targetKind: "post" }, this.#somePost().id, "post");
      default:
        return this.#money(table, event, extra);
    }
  }

  /** A comment; one answer in twenty is accepted at once. */
  async #comment(table: "journal" | "bench_waiting", event: Event): Promise<void> {
    const { id: postId, kind: postKind } = this.#somePost();
    const reply = this.#random() < 0.3;
    const commentId = newId(event.at);
    await this.#entry(table, event, "comment.added", { postKind, postId, reply }, commentId, "comment");
    if (postKind === "question" && !reply && this.#random() < 0.05) {
      await this.#entry(table, { ...event, at: event.at + 1 }, "answer.accepted", { postId }, commentId, "comment");
    }
  }

  /** Paying and ending to pay: what also changes tables other than the journal. */
  #money(table: "journal" | "bench_waiting", event: Event, extra: number): Promise<void> | undefined {
    const { at, member, kind } = event;
    if (kind === what.started) {
      const begun = { id: newId(at), member, plan: extra % discounted, startedAt: at, endedAt: null, isPastDue: false };
      this.#running.set(member, begun);
      this.subscriptions.push(begun);
    }
    const running = this.#running.get(member);
    if (!running) return undefined;
    const subscription = (verb: string, detail: object = {}) =>
      this.#entry(table, event, verb, detail, running.id, "subscription", "USD");
    switch (kind) {
      case what.started:
        return subscription("paying.started", this.#terms(extra, at));
      case what.changed:
        running.plan = extra;
        return subscription("paying.changed", this.#terms(extra, at));
      case what.ended:
        this.#running.delete(member);
        running.endedAt = at;
        return subscription("paying.ended", { reason: endReasons[extra]! });
      case what.pastDue:
        running.isPastDue = true;
        return subscription("subscription.past_due");
      case what.recovered:
        running.isPastDue = false;
        return subscription("subscription.recovered");
      case what.cancelled:
        return subscription("subscription.cancelled", { reason: ["unused", "too_expensive", "other"][member % 3]! });
      default:
        return this.#pay(table, event, running.id, kind === what.refunded ? -1 : 1);
    }
  }

  #terms(extra: number, at: number) {
    const { product, interval, amount } = plans[extra % discounted]!;
    const months = interval === "year" ? 12 : 1;
    const terms = {
      monthlyAmount: amount / months,
      currency: "USD",
      interval,
      productId: this.#cast.products[product]!,
    };
    if (extra < discounted) return terms;
    return { ...terms, discountMonthly: amount / months / 2, discountEndsAt: Math.floor(at + months * 30.44 * dayMs) };
  }

  async #pay(table: "journal" | "bench_waiting", event: Event, subscriptionId: string, sign: number): Promise<void> {
    const { at, member, extra } = event;
    const { product, amount } = plans[extra]!;
    const productId = this.#cast.products[product]!;
    const number = String(++this.#payments);
    const id = newId(at);
    const kind = sign < 0 ? "refund" : "charge";
    await this.#bulk.add("payments", columns.payments, [
      id,
      this.#cast.communityId,
      this.#cast.people[member]!.userId,
      productId,
      this.#cast.prices[extra]!,
      kind,
      "",
      subscriptionId,
      sign * amount,
      "USD",
      `bench_${number}`,
      number,
      at,
    ]);
    const verb = sign < 0 ? "payment.refunded" : "payment.charged";
    const detail = { productKind: "subscription", productId };
    await this.#entry(table, event, verb, detail, id, "payment", "USD", sign * amount);
  }

  #entry(
    table: "journal" | "bench_waiting",
    { at, member }: Event,
    verb: string,
    detail: object,
    objectId: string | null,
    objectKind: string,
    currency: string | null = null,
    amount: number | null = null,
  ): Promise<void> | undefined {
    const { memberId } = this.#cast.people[member]!;
    // Some things one hears of days later.
    const late = this.#random() < 0.005 ? Math.floor(this.#random() * 3 * dayMs) : 20;
    const recordedAt = Math.min(at + late, this.#cast.story.to);
    return this.#bulk.add(table, columns.journal, [
      newId(at),
      this.#cast.communityId,
      at,
      recordedAt,
      memberId,
      verb,
      memberId,
      objectKind || null,
      objectId,
      amount,
      currency,
      detail,
    ]);
  }

  #somePost(): { id: string; kind: string } {
    const { length } = this.#recent;
    return this.#recent[Math.floor(length * Math.sqrt(this.#random()))] ?? { id: "none", kind: "discussion" };
  }

  async #publish(table: "journal" | "bench_waiting", event: Event): Promise<void> {
    const kind = event.kind === what.question ? "question" : "discussion";
    const id = await this.#addPost(event.at, event.member, kind);
    this.#recent.push({ id, kind });
    if (this.#recent.length > recentPosts) this.#recent.shift();
    await this.#entry(table, event, "post.published", { kind }, id, "post");
  }

  #publishArticle(at: number): void {
    void this.#addPost(at, 0, "tutorial").then((id) => this.articles.push({ id, at }));
  }

  async #addPost(at: number, member: number, kind: string): Promise<string> {
    const id = newId(at);
    this.posts += 1;
    await this.#bulk.add("posts", columns.posts, [
      id,
      this.#cast.communityId,
      this.#cast.people[member]!.memberId,
      kind,
      "members",
      "published",
      `post-${this.posts}`,
      `Post ${this.posts}`,
      "",
      "",
      [],
      "en",
      3,
      0,
      0,
      0,
      1,
      99,
      at,
      at,
      at,
      at,
      0,
      0,
      0,
    ]);
    return id;
  }
}
