/** Five years of a large community, told as events in order of time. Always the same for the same size. */

export const dayMs = 86_400_000;
export const storyDays = 1_826;

/** What an event is. Interactions come last. */
export const what = {
  joined: 0,
  left: 1,
  started: 2,
  changed: 3,
  ended: 4,
  charged: 5,
  refunded: 6,
  pastDue: 7,
  recovered: 8,
  cancelled: 9,
  question: 10,
  discussion: 11,
  comment: 12,
  reaction: 13,
} as const;

/** Plans as they are sold: minor units of US dollars. */
export const plans = [
  { product: 0, interval: "month", amount: 1_200 },
  { product: 0, interval: "year", amount: 12_000 },
  { product: 1, interval: "month", amount: 2_900 },
  { product: 1, interval: "year", amount: 29_000 },
] as const;

export const endReasons = ["cancellation_requested", "payment_failed", "refunded"] as const;

/** Events as parallel lists, `order` sorts them by time. `extra` is a plan, with {@link discounted} added, or a reason. */
export interface Story {
  from: number;
  to: number;
  at: Float64Array;
  member: Uint32Array;
  kind: Uint8Array;
  extra: Uint16Array;
  order: Uint32Array;
  joinedAt: Float64Array;
}

/** Added to the plan of who has half off the first period. */
export const discounted = 100;

type Random = () => number;

/** A small generator of numbers in [0, 1) (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class Events {
  readonly at: Float64Array;
  readonly member: Uint32Array;
  readonly kind: Uint8Array;
  readonly extra: Uint16Array;
  count = 0;
  readonly #to: number;

  constructor(capacity: number, to: number) {
    this.at = new Float64Array(capacity);
    this.member = new Uint32Array(capacity);
    this.kind = new Uint8Array(capacity);
    this.extra = new Uint16Array(capacity);
    this.#to = to;
  }

  /** What lies in the future, or beyond the size asked for, does not happen. */
  add(at: number, member: number, kind: number, extra = 0): void {
    if (at >= this.#to || this.count === this.at.length) return;
    this.at[this.count] = Math.floor(at);
    this.member[this.count] = member;
    this.kind[this.count] = kind;
    this.extra[this.count] = extra;
    this.count += 1;
  }
}

export function tellStory(members: number, entries: number, to: number): Story {
  const random = randomOf(42);
  const from = to - storyDays * dayMs;
  const events = new Events(entries, to);
  const joinedAt = new Float64Array(members);
  const leftAt = new Float64Array(members);
  for (let member = 0; member < members; member++) {
    // Growth that gets faster, in weeks with a rhythm; the first member is the owner.
    const day = Math.floor(storyDays * (member / members) ** 0.62);
    joinedAt[member] = onWeekday(from + day * dayMs, random) + random() * dayMs * 0.9;
    leftAt[member] = live(member, joinedAt[member]!, to, events, random);
  }
  interact(events, { joinedAt, leftAt, to }, random);
  return { from, to, ...events, joinedAt, order: inOrderOfTime(events, from) };
}

function onWeekday(day: number, random: Random): number {
  const weekday = new Date(day).getUTCDay();
  return weekday % 6 === 0 && random() < 0.4 ? day + 2 * dayMs : day;
}

/** Joining, paying, leaving, returning: one member's turns. Returns when the member was there last. */
function live(member: number, joined: number, to: number, events: Events, random: Random): number {
  events.add(joined, member, what.joined);
  let at = joined;
  for (let stay = 0; stay < 3; stay++) {
    const paysFrom = at + random() * 5 * dayMs;
    const pays = member === 0 || random() < (stay === 0 ? 0.6 : 0.9);
    const end = pays ? pay(member, paysFrom, to, events, random) : at + (30 + random() * 700) * dayMs;
    if (end >= to || member === 0) return to;
    if (!pays && random() < 0.5) return to;
    const leaves = random() < 0.5;
    if (leaves) events.add(end + 1000, member, what.left);
    if (random() > 0.2) return leaves ? end : Math.min(to, end + 100 * dayMs);
    at = end + (20 + random() * 200) * dayMs;
    if (leaves) events.add(at, member, what.joined);
  }
  return Math.min(at, to);
}

/** One subscription from its first charge to its end. */
function pay(member: number, from: number, to: number, events: Events, random: Random): number {
  const pick = random();
  let plan = pick < 0.55 ? 0 : pick < 0.75 ? 1 : pick < 0.9 ? 2 : 3;
  const isDiscounted = random() < 0.06;
  events.add(from, member, what.started, plan + (isDiscounted ? discounted : 0));
  for (let at = from; at < to; ) {
    events.add(at + 500, member, what.charged, plan);
    const isYear = plans[plan]!.interval === "year";
    const next = at + (isYear ? 365 : 30.44) * dayMs;
    const chance = random();
    if (chance < 0.005) {
      events.add(at + 4 * dayMs, member, what.refunded, plan);
      events.add(at + 4 * dayMs, member, what.ended, 2);
      return at + 4 * dayMs;
    }
    if (member > 0 && chance < (isYear ? 0.3 : 0.06)) {
      events.add(at + random() * (next - at), member, what.cancelled);
      events.add(next, member, what.ended, 0);
      return next;
    }
    if (chance > 0.98) {
      events.add(next, member, what.pastDue);
      if (random() < 0.3) {
        events.add(next + 7 * dayMs, member, what.ended, 1);
        return next + 7 * dayMs;
      }
      events.add(next + 2 * dayMs, member, what.recovered);
    } else if (chance > 0.96) {
      plan = plan < 2 ? plan + 2 : plan - 2;
      events.add(next, member, what.changed, plan);
    }
    at = next;
  }
  return to;
}

/** Zipf's law: a few do much, many little, a third nothing. More in the beginning than later, less at weekends. */
function interact(
  events: Events,
  { joinedAt, leftAt, to }: { joinedAt: Float64Array; leftAt: Float64Array; to: number },
  random: Random,
): void {
  const members = joinedAt.length;
  const weights = Float64Array.from({ length: members }, (_, member) => {
    const days = (leftAt[member]! - joinedAt[member]!) / dayMs;
    const rank = 1 + Math.floor(random() * members);
    return random() < 0.3 ? 0 : rank ** -0.6 * (days / (1 + days / 400));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const wanted = events.at.length - events.count;
  for (let member = 0; member < members; member++) {
    const share = (wanted * weights[member]!) / sum;
    const span = Math.min(leftAt[member]!, to) - joinedAt[member]!;
    for (let left = Math.floor(share + random()); left > 0; left--) {
      let at = joinedAt[member]! + span * random() ** 1.3;
      if (new Date(at).getUTCDay() % 6 === 0 && random() < 0.35) at = joinedAt[member]! + span * random() ** 1.3;
      const kind = random();
      events.add(
        at,
        member,
        kind < 0.012 ? what.question : kind < 0.03 ? what.discussion : kind < 0.5 ? what.comment : what.reaction,
      );
    }
  }
}

/** Events into their days first, then sorted within each: quicker than sorting ten millions at once. */
function inOrderOfTime({ at, count }: Events, from: number): Uint32Array {
  const starts = new Uint32Array(storyDays + 2);
  const dayOf = (i: number) => Math.min(storyDays, Math.max(0, Math.floor((at[i]! - from) / dayMs)));
  for (let i = 0; i < count; i++) starts[dayOf(i) + 1]! += 1;
  for (let day = 0; day <= storyDays; day++) starts[day + 1]! += starts[day]!;
  const next = starts.slice();
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[next[dayOf(i)]!++] = i;
  for (let day = 0; day <= storyDays; day++) {
    order.subarray(starts[day], starts[day + 1]).sort((a, b) => at[a]! - at[b]!);
  }
  return order;
}
