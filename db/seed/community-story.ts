import { transact } from "@/db/client";
import { findMembership } from "@/lib/access/queries";
import type { PostFacts, Viewer } from "@/lib/access/types";
import { viewerFor } from "@/lib/access/viewer";
import { cancelAtPeriodEnd, changePlan, undoCancel } from "@/lib/billing/change-subscription";
import { createProduct } from "@/lib/billing/commands/products";
import { setSinglePrice } from "@/lib/billing/commands/single-prices";
import { deliverDirectly } from "@/lib/billing/deliver-directly";
import { findCustomer } from "@/lib/billing/queries/customers";
import { findSinglePrice } from "@/lib/billing/queries/prices";
import { findLiveSubscription } from "@/lib/billing/queries/subscriptions";
import { payCheckout, replaceCard } from "@/lib/billing/sandbox/checkout";
import { startCheckout } from "@/lib/billing/start-checkout";
import { type CancelReason, cancelReasons } from "@/lib/billing/types";
import { acceptAnswer, addComment } from "@/lib/comments/commands";
import { mayComment, mayUpvote } from "@/lib/comments/policy";
import { listTopics } from "@/lib/communities/queries";
import type { Locale } from "@/lib/i18n/locales";
import { createUser } from "@/lib/identity/commands";
import { changeRole, joinCommunity, leaveCommunity } from "@/lib/members/commands";
import { foundCommunity } from "@/lib/members/found-community";
import type { Role } from "@/lib/members/schema";
import { dayMs, hourMs, now } from "@/lib/platform/clock";
import { renderMarkdown } from "@/lib/platform/markdown/render";
import { renderComment } from "@/lib/platform/markdown/render-comment";
import type { Currency } from "@/lib/platform/money";
import { createPost } from "@/lib/posts/commands/posts";
import { findPostFacts } from "@/lib/posts/queries";
import { isDivided } from "@/lib/posts/schema";
import { setUpvote } from "@/lib/reactions/commands";
import type { DemoAccount } from "./accounts";
import type { Agenda } from "./agenda";
import type { WrittenPost } from "./content";
import type { Dice } from "./random";

interface Saying {
  by: string;
  text: string;
  replyTo?: number;
  accepted?: boolean;
}

/** Everything that makes one demo community different from the other. */
export interface Script {
  slug: string;
  name: string;
  glyph: string;
  promise: string;
  description: string;
  locale: Locale;
  zone: string;
  currency: Currency;
  topics: { slug: string; name: string }[];
  /** Cheapest first; the first is what tutorials for a plan ask for, the others bring it too. */
  plans: { name: string; promise: string; month: number; year: number }[];
  members: number;
  /** Relative number of people who join in each of the twelve months. */
  joining: number[];
  accounts: DemoAccount[];
  posts: WrittenPost[];
  discussions: { title: string; topic: string; body: string; comments: Saying[] }[];
  questions: { title: string; topic: string; body: string; answers: Saying[] }[];
  tutorialComments: { text: string }[];
  names: string[];
  passwordHash: string;
}

interface Person {
  userId: string;
  memberId: string;
  name: string;
  /** Interactions a week this person is good for. */
  energy: number;
}

interface Talk {
  postId: string;
  authorId: string;
  isRecent: (at: Date) => boolean;
  comments: { id: string; authorId: string }[];
}

const monthMs = 30.44 * dayMs;

/** Plays one community's twelve months through the commands that people use: nothing is written past them. */
export class CommunityStory {
  readonly #script: Script;
  readonly #agenda: Agenda;
  readonly #dice: Dice;
  readonly #start: Date;
  readonly #end: Date;
  #communityId = "";
  #topicIds = new Map<string, string>();
  #prices: { month: string; year: string }[] = [];
  #planBenefit = "";
  #staff = new Map<string, Person>();
  #people: Person[] = [];
  #arrivals = 0;
  #talks: Talk[] = [];

  constructor(script: Script, agenda: Agenda, dice: Dice, start: Date, end: Date) {
    this.#script = script;
    this.#agenda = agenda;
    this.#dice = dice;
    this.#start = start;
    this.#end = end;
  }

  /** The founding, and a plan for the year. */
  async begin(): Promise<void> {
    await this.#found();
    this.#planPosts();
    this.#planTalk();
    this.#planJoining();
  }

  async #found(): Promise<void> {
    const script = this.#script;
    const rendered = await renderMarkdown(script.description, { paid: false, lang: script.locale });
    const owner = script.accounts.find((account) => account.role === "owner")!;
    const userId = await this.#createDemoUser(owner);
    const founded = await transact((tx) =>
      foundCommunity(tx, {
        ...script,
        descriptionMarkdown: script.description,
        descriptionHtml: rendered.bodyHtml,
        createdBy: userId,
      }),
    );
    this.#communityId = founded.communityId;
    this.#staff.set("owner", { userId, memberId: founded.memberId, name: owner.name, energy: 2 });
    this.#topicIds = new Map((await listTopics(founded.communityId)).map(({ slug, id }) => [slug, id]));
    await this.#createPlans(founded.memberId);
    for (const role of ["creator", "moderator"] as const) {
      const account = script.accounts.find((candidate) => candidate.role === role)!;
      const person = await this.#joinStaff(account, role, founded.memberId);
      this.#staff.set(role, person);
    }
  }

  async #createPlans(actorId: string): Promise<void> {
    const included: string[] = [];
    for (const plan of this.#script.plans) {
      const made = await transact((tx) =>
        createProduct(tx, {
          communityId: this.#communityId,
          name: plan.name,
          promise: plan.promise,
          currency: this.#script.currency,
          monthAmount: plan.month,
          yearAmount: plan.year,
          includes: included,
          actorId,
        }),
      );
      included.push(made.benefitId);
      this.#prices.push({ month: made.monthPriceId!, year: made.yearPriceId! });
      this.#planBenefit ||= made.benefitId;
    }
  }

  async #joinStaff(account: DemoAccount, role: Role, actorId: string): Promise<Person> {
    const userId = await this.#createDemoUser(account);
    const memberId = await transact(async (tx) => {
      const id = await joinCommunity(tx, { communityId: this.#communityId, userId, reason: "free" });
      await changeRole(tx, { communityId: this.#communityId, memberId: id, role, actorId });
      return id;
    });
    return { userId, memberId, name: account.name, energy: 3 };
  }

  async #createDemoUser(account: DemoAccount): Promise<string> {
    const { name, email } = account;
    const { locale, passwordHash } = this.#script;
    return transact((tx) => createUser(tx, { name, email, passwordHash, emailVerified: true, locale }));
  }

  #planPosts(): void {
    for (const post of this.#script.posts) {
      const ago = post.monthsAgo * monthMs;
      const at = new Date(
        Math.max(this.#start.getTime() + 2 * hourMs, this.#end.getTime() - ago - this.#dice.between(1, 9) * hourMs),
      );
      this.#agenda.plan(at, () => this.#publish(post));
    }
  }

  async #publish(post: WrittenPost): Promise<void> {
    const { locale: lang, currency } = this.#script;
    const author = this.#staff.get(post.author)!;
    const isPlan = post.audience.startsWith("plan");
    const audience = isPlan ? "benefit" : (post.audience as "public" | "members");
    const rendered = await renderMarkdown(post.markdown, {
      paid: isDivided(post.kind, audience),
      excerpt: post.excerpt,
      lang,
    });
    const { postId } = await transact(async (tx) => {
      const made = await createPost(tx, {
        communityId: this.#communityId,
        authorId: author.memberId,
        kind: post.kind,
        title: post.title,
        slug: post.slug,
        audience,
        benefitId: isPlan ? this.#planBenefit : null,
        topicId: this.#topicIds.get(post.topic) ?? null,
        lang,
        markdown: post.markdown,
        rendered,
        state: "published",
      });
      if (post.price) {
        const community = { id: this.#communityId, currency };
        await setSinglePrice(tx, {
          community,
          postId: made.postId,
          title: post.title,
          amount: post.price,
          actorId: author.memberId,
        });
      }
      return made;
    });
    this.#talks.push(this.#talkOf(postId, author.memberId));
    this.#planTutorialComments(postId);
  }

  #talkOf(postId: string, authorId: string): Talk {
    const published = now().getTime();
    return { postId, authorId, comments: [], isRecent: (at) => at.getTime() - published < 45 * dayMs };
  }

  #planTutorialComments(postId: string): void {
    const texts = this.#dice.shuffled(this.#script.tutorialComments).slice(0, this.#dice.whole(5, 12));
    for (const { text } of texts) {
      const at = new Date(now().getTime() + this.#dice.between(0.05, 1) ** 2 * 60 * dayMs);
      this.#agenda.plan(at, async () => {
        const person = this.#somebody();
        if (person) await this.#say(person, postId, text);
      });
    }
  }

  #planTalk(): void {
    const { discussions, questions } = this.#script;
    const items = this.#dice.shuffled([
      ...discussions.map((item) => ({ ...item, kind: "discussion" as const, sayings: item.comments })),
      ...questions.map((item) => ({ ...item, kind: "question" as const, sayings: item.answers })),
    ]);
    const span = this.#end.getTime() - this.#start.getTime();
    items.forEach((item, index) => {
      // Later months have more talk, as there are more people: the square root bends the line towards the end.
      const share = Math.sqrt((index + 0.6) / items.length);
      const at = new Date(this.#start.getTime() + share * (span - 3 * dayMs) + this.#dice.between(0, 20) * hourMs);
      this.#agenda.plan(at, () => this.#startTalk(item));
    });
  }

  async #startTalk(item: {
    kind: "discussion" | "question";
    title: string;
    topic: string;
    body: string;
    sayings: Saying[];
  }): Promise<void> {
    const author =
      item.topic === "announcements" ? this.#staff.get("owner")! : (this.#somebody() ?? this.#staff.get("moderator")!);
    const { locale: lang } = this.#script;
    const audience = this.#dice.chance(0.6) ? "public" : "members";
    const rendered = await renderMarkdown(item.body, { paid: false, lang });
    const { postId } = await transact((tx) =>
      createPost(tx, {
        communityId: this.#communityId,
        authorId: author.memberId,
        kind: item.kind,
        title: item.title,
        audience,
        benefitId: null,
        topicId: this.#topicIds.get(item.topic) ?? null,
        lang,
        markdown: item.body,
        rendered,
        state: "published",
      }),
    );
    const talk = this.#talkOf(postId, author.memberId);
    this.#talks.push(talk);
    this.#planSayings(talk, item.sayings);
  }

  /** Each saying follows the one before; who speaks twice in the script is one person. */
  #planSayings(talk: Talk, sayings: Saying[]): void {
    const cast = new Map<string, Person>([...this.#staff]);
    const ids: string[] = [];
    let at = now().getTime();
    sayings.forEach((saying, index) => {
      at += this.#dice.between(0.3, 14) * hourMs;
      this.#agenda.plan(new Date(at), async () => {
        const speaker = cast.get(saying.by) ?? this.#somebody([...cast.values()].map((person) => person.memberId));
        if (!speaker) return;
        cast.set(saying.by, speaker);
        const replyTo = saying.replyTo === undefined ? undefined : ids[saying.replyTo];
        const id = await this.#say(speaker, talk.postId, saying.text, replyTo);
        if (!id) return;
        ids[index] = id;
        if (saying.accepted) this.#agenda.plan(new Date(now().getTime() + 3 * hourMs), () => this.#accept(talk, id));
      });
    });
  }

  async #accept(talk: Talk, commentId: string): Promise<void> {
    const answer = {
      communityId: this.#communityId,
      postId: talk.postId,
      commentId,
      actorId: talk.authorId,
      accepted: true,
    };
    await transact((tx) => acceptAnswer(tx, answer));
  }

  #planJoining(): void {
    const { members, joining, accounts } = this.#script;
    const total = joining.reduce((sum, weight) => sum + weight, 0);
    const names = this.#dice.shuffled(this.#script.names);
    const paying = accounts.find((account) => account.role === "member")!;
    const free = accounts.find((account) => account.role === "free-member");
    this.#agenda.plan(new Date(this.#start.getTime() + 40 * dayMs), () => this.#arrive(paying.name, paying, "year"));
    if (free)
      this.#agenda.plan(new Date(this.#end.getTime() - 24 * dayMs), () => this.#arrive(free.name, free, "free"));
    let used = 0;
    joining.forEach((weight, month) => {
      const count = Math.round((members * weight) / total);
      for (let i = 0; i < count; i++) {
        const at = new Date(
          this.#start.getTime() +
            (month + this.#dice.next()) * (this.#end.getTime() - this.#start.getTime()) * (1 / joining.length),
        );
        const name = names[used++ % names.length]!;
        this.#agenda.plan(at, () => this.#arrive(name));
      }
    });
  }

  async #arrive(name: string, account?: DemoAccount, way?: "free" | "year"): Promise<void> {
    const email = account?.email ?? `demo-${this.#script.slug}-${++this.#arrivals}@guildhall.example`;
    const { locale, passwordHash } = this.#script;
    const userId = await transact((tx) =>
      createUser(tx, { name, email, passwordHash: account ? passwordHash : null, emailVerified: true, locale }),
    );
    const draw = this.#dice.next();
    const plan = way ?? (draw < 0.34 ? "free" : draw < 0.46 ? "single" : draw < 0.62 ? "year" : "month");
    const looksFirst = plan === "single" || plan === "free" || this.#dice.chance(0.4);
    if (looksFirst)
      await transact((tx) => joinCommunity(tx, { communityId: this.#communityId, userId, reason: "free" }));
    else await this.#subscribe(userId, plan as "month" | "year", account !== undefined);
    const membership = await findMembership(this.#communityId, userId);
    if (!membership) return;
    const level = this.#dice.next();
    const energy = account ? 1.5 : level < 0.5 ? 0.25 : level < 0.85 ? 1 : 3;
    const person = { userId, memberId: membership.memberId, name, energy };
    this.#people.push(person);
    if (looksFirst && plan !== "free" && plan !== "single") {
      this.#after(this.#dice.between(2, 28) * dayMs, () => this.#subscribe(userId, plan, account !== undefined));
    }
    if (plan === "single") this.#after(this.#dice.between(0.1, 20) * dayMs, () => this.#buyOne(userId));
    if (plan === "free" && !account) this.#planLeaving(person);
    this.#planActivity(person);
  }

  #after(ms: number, happen: () => Promise<void>): void {
    this.#agenda.plan(new Date(now().getTime() + ms), happen);
  }

  async #subscribe(userId: string, rhythm: "month" | "year", isReliable: boolean): Promise<void> {
    const tier = this.#prices.length > 1 && this.#dice.chance(0.18) ? 1 : 0;
    const card = !isReliable && this.#dice.chance(0.07) ? "4000000000000341" : "4242424242424242";
    await this.#buy(userId, this.#prices[tier]![rhythm], card);
    if (isReliable) return;
    if (rhythm === "month") this.#planMonth(userId, tier);
    else if (this.#dice.chance(0.2)) this.#after(this.#dice.between(60, 320) * dayMs, () => this.#cancel(userId));
    if (card === "4000000000000341" && this.#dice.chance(0.5)) this.#after(33 * dayMs, () => this.#giveNewCard(userId));
  }

  async #buy(userId: string, priceId: string, card: "4242424242424242" | "4000000000000341"): Promise<void> {
    const community = { id: this.#communityId, slug: this.#script.slug };
    const url = await startCheckout({ community, userId, priceId });
    const session = /\/sandbox\/checkout\/([^/?]+)/.exec(url)?.[1];
    if (session) await payCheckout(session, card);
    await deliverDirectly();
  }

  async #buyOne(userId: string): Promise<void> {
    const offers = [];
    for (const { postId } of this.#talks) {
      const single = await findSinglePrice(this.#communityId, postId);
      if (single) offers.push(single);
    }
    if (offers.length > 0) await this.#buy(userId, this.#dice.pick(offers).priceId, "4242424242424242");
  }

  /** What a month of paying leads to: staying, going up a plan, or cancelling; some think better of it, some return. */
  #planMonth(userId: string, tier: number): void {
    this.#after(this.#dice.between(24, 36) * dayMs, async () => {
      if (this.#dice.chance(0.13)) return this.#cancel(userId);
      if (tier === 0 && this.#prices.length > 1 && this.#dice.chance(0.03)) await this.#upgrade(userId);
      this.#planMonth(userId, tier);
    });
  }

  async #cancel(userId: string): Promise<void> {
    const subscription = await findLiveSubscription(this.#communityId, userId);
    if (!subscription || subscription.cancelAtPeriodEnd) return;
    await cancelAtPeriodEnd(userId, subscription.id, this.#dice.pick<CancelReason>(cancelReasons));
    await deliverDirectly();
    const draw = this.#dice.next();
    if (draw < 0.12) {
      this.#after(2 * dayMs, async () => {
        const still = await findLiveSubscription(this.#communityId, userId);
        if (still?.cancelAtPeriodEnd) await undoCancel(userId, still.id);
        await deliverDirectly();
      });
    } else if (draw < 0.34) {
      this.#after(this.#dice.between(50, 110) * dayMs, async () => {
        if (await findLiveSubscription(this.#communityId, userId)) return;
        await this.#subscribe(userId, "month", false);
      });
    }
  }

  async #upgrade(userId: string): Promise<void> {
    const subscription = await findLiveSubscription(this.#communityId, userId);
    if (subscription?.status !== "active" || subscription.interval !== "month" || subscription.cancelAtPeriodEnd)
      return;
    await changePlan(userId, subscription.id, this.#prices[1]!.month);
    await deliverDirectly();
  }

  async #giveNewCard(userId: string): Promise<void> {
    const customer = await findCustomer(userId);
    if (customer) await replaceCard(customer.stripeCustomerId, "4242424242424242");
    await deliverDirectly();
  }

  #planLeaving(person: Person): void {
    if (!this.#dice.chance(0.22)) return;
    this.#after(this.#dice.between(20, 200) * dayMs, async () => {
      if (!(await findMembership(this.#communityId, person.userId))) return;
      if (await findLiveSubscription(this.#communityId, person.userId)) return;
      const leave = { communityId: this.#communityId, memberId: person.memberId, reason: "left" };
      await transact((tx) => leaveCommunity(tx, leave));
      this.#people = this.#people.filter((other) => other !== person);
    });
  }

  /** Votes, mostly: most people read, some nod, few speak. Interest fades slowly. */
  #planActivity(person: Person): void {
    const joined = now().getTime();
    const act = () => {
      const weeks = (now().getTime() - joined) / (7 * dayMs);
      const pace = person.energy / (1 + weeks / 60);
      this.#after(Math.max(0.02, -Math.log(1 - this.#dice.next()) / pace) * 7 * dayMs, async () => {
        if (!this.#people.includes(person)) return;
        await this.#vote(person);
        act();
      });
    };
    act();
  }

  async #vote(person: Person): Promise<void> {
    const recent = this.#talks.filter((talk) => talk.isRecent(now()));
    const talk = this.#dice.pick(recent.length > 0 ? recent : this.#talks);
    if (!talk) return;
    const { viewer, facts } = await this.#see(person, talk.postId);
    if (!facts) return;
    const comment = talk.comments.length > 0 && this.#dice.chance(0.45) ? this.#dice.pick(talk.comments) : null;
    if (!mayUpvote(viewer, facts, comment ?? facts)) return;
    const target = comment ? { kind: "comment" as const, id: comment.id } : { kind: "post" as const, id: talk.postId };
    await transact((tx) =>
      setUpvote(tx, { communityId: this.#communityId, memberId: person.memberId, target, wanted: true }),
    );
  }

  /** Says something where the rules let this person; otherwise nothing happens, as in life. */
  async #say(person: Person, postId: string, text: string, replyToId?: string): Promise<string | null> {
    const { viewer, facts } = await this.#see(person, postId);
    if (!facts || !mayComment(viewer, facts)) return null;
    const { html } = await renderComment(text);
    const id = await transact((tx) =>
      addComment(tx, {
        communityId: this.#communityId,
        postId,
        postKind: facts.kind,
        authorId: person.memberId,
        replyToId: replyToId ?? null,
        markdown: text,
        html,
      }),
    );
    this.#talks.find((talk) => talk.postId === postId)?.comments.push({ id, authorId: person.memberId });
    return id;
  }

  async #see(person: Person, postId: string): Promise<{ viewer: Viewer; facts: PostFacts | null }> {
    const asking = { userId: person.userId, name: person.name, handle: "", isOperator: false, emailVerified: true };
    const [viewer, facts] = await Promise.all([
      viewerFor(this.#communityId, asking),
      findPostFacts(this.#communityId, postId),
    ]);
    return { viewer, facts };
  }

  /** Somebody who has been here a while, the lively ones first; not one of those named. */
  #somebody(except: string[] = []): Person | null {
    const candidates = this.#people.filter((person) => !except.includes(person.memberId));
    if (candidates.length === 0) return null;
    for (let tries = 0; tries < 6; tries++) {
      const person = this.#dice.pick(candidates);
      if (this.#dice.chance(person.energy / 3)) return person;
    }
    return this.#dice.pick(candidates);
  }
}
