import { newId } from "@/lib/platform/ids";
import { columns } from "./analytics-columns";
import { dayMs, plans, type Story } from "./analytics-story";
import type { Bulk } from "./bulk";
import type { Person } from "./fill-people";

/** Who and what the measured community consists of. */
export interface Cast {
  communityId: string;
  story: Story;
  /** By the story's number; the first is the owner, who is there already. */
  people: Person[];
  products: string[];
  /** One for each of the story's plans. */
  prices: string[];
}

export interface Subscription {
  id: string;
  member: number;
  plan: number;
  startedAt: number;
  endedAt: number | null;
  isPastDue: boolean;
}

export function castOf(communityId: string, owner: Person, story: Story): Cast {
  const people = Array.from(story.joinedAt, (at, member) =>
    member === 0 ? owner : { userId: newId(at), memberId: newId(at) },
  );
  return { communityId, story, people, products: [newId(), newId()], prices: plans.map(() => newId()) };
}

/** Accounts of everybody but the owner. */
export async function addAccounts(bulk: Bulk, { people, story }: Cast): Promise<void> {
  for (const [member, { userId }] of people.entries()) {
    if (member === 0) continue;
    const at = Math.floor(story.joinedAt[member]!);
    const email = `person${member}@bench.example`;
    const names = [`Person ${member}`, `member-${member}`, ""];
    const locale = member % 3 === 0 ? "zh-CN" : "en";
    await bulk.add("users", columns.users, [userId, email, email, at, ...names, locale, false, at]);
  }
}

/** What is sold. */
export async function addCatalogue(bulk: Bulk, { communityId, products, prices, story }: Cast): Promise<void> {
  for (const [i, id] of products.entries()) {
    const texts = [["Small", "Big"][i]!, ""];
    await bulk.add("products", columns.products, [
      id,
      communityId,
      "subscription",
      ...texts,
      i + 1,
      "measured",
      story.from,
    ]);
  }
  await bulk.flush();
  for (const [i, { product, amount, interval }] of plans.entries()) {
    const terms = ["USD", amount, interval];
    await bulk.add("prices", columns.prices, [prices[i]!, communityId, products[product]!, ...terms, story.from]);
  }
}

/** Members, with when they left: 0 is not at all. */
export async function addMembers(
  bulk: Bulk,
  { communityId, people, story }: Cast,
  leftAt: Float64Array,
): Promise<void> {
  for (const [member, { userId, memberId }] of people.entries()) {
    if (member === 0) continue;
    const role = member % 5_000 === 0 ? "moderator" : "member";
    const times = [Math.floor(story.joinedAt[member]!), leftAt[member] || null];
    await bulk.add("members", columns.members, [memberId, communityId, userId, role, ...times]);
  }
}

export async function addSubscriptions(bulk: Bulk, cast: Cast, subscriptions: readonly Subscription[]): Promise<void> {
  const { communityId, people, products, prices, story } = cast;
  for (const { id, member, plan, startedAt, endedAt, isPastDue } of subscriptions) {
    const { userId, memberId } = people[member]!;
    const status = endedAt !== null ? "canceled" : isPastDue ? "past_due" : "active";
    const bought = [products[plans[plan]!.product]!, prices[plan]!, "measured", "", `bench_${id}`];
    const period = [startedAt, startedAt, endedAt ?? story.to + 10 * dayMs];
    const end = [status, endedAt === null, ...period, false, endedAt, story.to];
    await bulk.add("subscriptions", columns.subscriptions, [id, communityId, userId, memberId, ...bought, ...end]);
  }
}

/** A segment as an owner would save it: who pays and did something lately. Returns its id. */
export async function addSegment(bulk: Bulk, { communityId, people, story }: Cast): Promise<string> {
  const id = newId();
  const rule = {
    all: [
      { field: "membership", is: "is", value: "paying" },
      { field: "interactions", is: "at-least", value: 3, days: 30 },
    ],
  };
  const { memberId } = people[0]!;
  await bulk.add("segments", columns.segments, [id, communityId, "Lively payers", rule, memberId, story.to, story.to]);
  return id;
}
