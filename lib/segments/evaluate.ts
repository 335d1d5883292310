import type { MemberHistory, Stretch } from "./history";
import type { Condition, Rule } from "./schema";
import { lateForDays, stageDays, stageOf } from "./stages";
import { type DayWindow, windowOf } from "./windows";

/**
 * Rules judged for one member from their history, in plain code: it explains what a segment's SQL finds, and tests hold
 * the two against each other. A member nothing is known of has 0 of everything, and is nothing in particular.
 */
export interface When {
  asOf: Date;
  /** The community's zone: it decides where days begin. */
  zone: string;
}

/** What a member has of the thing a condition asks about. */
export type Found =
  | { kind: "count"; count: number }
  | { kind: "date"; at: Date | null }
  | { kind: "day"; day: string | null }
  | { kind: "values"; values: string[] };

/** Whether a rule holds, part by part. */
export type Verdict =
  | { holds: boolean; all: Verdict[] }
  | { holds: boolean; any: Verdict[] }
  | { holds: boolean; condition: Condition; found: Found };

/** Judges a rule. Who had not joined by then is in no segment: ask {@link hadJoined} first. */
export function evaluate(rule: Rule, history: MemberHistory, when: When): Verdict {
  if ("all" in rule) {
    const all = rule.all.map((one) => evaluate(one, history, when));
    return { holds: all.every(({ holds }) => holds), all };
  }
  if ("any" in rule) {
    const any = rule.any.map((one) => evaluate(one, history, when));
    return { holds: any.some(({ holds }) => holds), any };
  }
  return { condition: rule, ...judge(rule, history, when) };
}

/** True when the member's first membership had begun. */
export function hadJoined({ memberships }: MemberHistory, asOf: Date): boolean {
  return memberships.some(({ startsAt }) => startsAt <= asOf);
}

interface Judgement {
  holds: boolean;
  found: Found;
}

function judge(condition: Condition, history: MemberHistory, when: When): Judgement {
  const within = (days: number) => windowOf(days, when.asOf, when.zone);
  switch (condition.field) {
    case "joined": {
      const at = earliest(history.memberships.map(({ startsAt }) => startsAt));
      const isRecent = at !== null && at >= within(condition.value).from;
      return { holds: (condition.is === "within") === isRecent, found: { kind: "date", at } };
    }
    case "member-for": {
      const since = running(history.memberships, when.asOf)[0]?.startsAt ?? null;
      return { holds: since !== null && since < within(condition.value).from, found: { kind: "date", at: since } };
    }
    case "interactions":
      return amount(condition, interactions(history, within(condition.days)));
    case "reads":
      return amount(condition, reads(history, within(condition.days), when.asOf).length);
    case "wrote":
      return occurred(condition.is, written(history, within(condition.value)));
    case "topic":
      return occurred(condition.is, inTopic(condition, history, within(condition.days), when.asOf));
    case "unanswered":
      return occurred(condition.is, waiting(history, when.asOf));
    case "payment-failed": {
      const { from } = within(condition.value);
      return occurred(condition.is, turnsOf(history, "subscription.past_due", from, when.asOf).length);
    }
    case "seen": {
      const window = within(condition.value);
      const day = lastSeen(history, window);
      const isSeen = day !== null && day >= window.firstDay;
      return { holds: (condition.is === "within") === isSeen, found: { kind: "day", day } };
    }
    default: {
      const values = valuesOf(condition.field, history, when);
      const wanted = condition.field === "source" ? condition.value.toLowerCase() : condition.value;
      const has = values.some((value) => (condition.field === "source" ? value.toLowerCase() : value) === wanted);
      return { holds: (condition.is === "is") === has, found: { kind: "values", values } };
    }
  }
}

const amount = ({ is, value }: { is: "at-least" | "at-most"; value: number }, count: number): Judgement => ({
  holds: is === "at-least" ? count >= value : count <= value,
  found: { kind: "count", count },
});

const occurred = (is: string, count: number): Judgement => ({
  holds: (is === "is-not" || is.startsWith("not-")) !== count > 0,
  found: { kind: "count", count },
});

type ChoiceField = Exclude<
  Condition["field"],
  "joined" | "member-for" | "interactions" | "reads" | "wrote" | "topic" | "unanswered" | "payment-failed" | "seen"
>;

/** Everything a member is of the things a field knows. */
function valuesOf(field: ChoiceField, history: MemberHistory, when: When): string[] {
  const { asOf } = when;
  switch (field) {
    case "membership":
      return standingsOf(history, when);
    case "stage":
      return [stageAt(history, when)];
    case "plan": {
      const bought = [...running(history.paidPeriods, asOf), ...running(history.passes, asOf)];
      return distinct(bought.map(({ productId }) => productId));
    }
    case "term":
      return distinct(running(history.paidPeriods, asOf).map(({ interval }) => interval));
    case "role":
      return [roleAt(history, asOf)];
    case "risk":
      return distinct([history.band]);
    case "channel":
      return [arrivalBy(history, asOf)?.channel ?? "unknown"];
    case "source":
      return distinct([arrivalBy(history, asOf)?.source || null]);
    case "language":
      return [history.locale ?? "none"];
    case "region":
      return distinct([/-([A-Z]{2})$/.exec(history.locale ?? "")?.[1] ?? null]);
  }
}

/** What a membership is at the moment. */
function standingsOf(history: MemberHistory, when: When): string[] {
  const { asOf } = when;
  const isMember = running(history.memberships, asOf).length > 0;
  const isPaying = running(history.paying, asOf).length > 0;
  const hasPaid = history.paying.some(({ startsAt }) => startsAt <= asOf);
  const hasOrdered = history.ordersPaidAt.some((at) => at <= asOf);
  const count = (verb: string) => turnsOf(history, verb, new Date(0), asOf).length;
  const standings: [string, boolean][] = [
    ["member", isMember],
    ["left", !isMember],
    ["never-paid", !hasPaid && !hasOrdered],
    ["paying", isPaying],
    ["late", isLate(history, when)],
    ["trial", count("trial.started") > count("trial.ended")],
    ["lapsed", hasPaid && !isPaying],
    ["pass", running(history.passes, asOf).length > 0],
  ];
  return standings.filter(([, holds]) => holds).map(([standing]) => standing);
}

/** A running subscription whose last failed renewal has not been paid after all. */
function isLate(history: MemberHistory, { asOf, zone }: When): boolean {
  const { from } = windowOf(lateForDays, asOf, zone);
  const lastOf = (verb: string, objectId: string) =>
    Math.max(
      ...turnsOf(history, verb, from, asOf)
        .filter((turn) => turn.objectId === objectId)
        .map(({ at }) => at.getTime()),
    );
  return running(history.paidPeriods, asOf).some(
    ({ sourceId }) => lastOf("subscription.past_due", sourceId) > lastOf("subscription.recovered", sourceId),
  );
}

function stageAt(history: MemberHistory, { asOf, zone }: When) {
  const window = windowOf(stageDays, asOf, zone);
  const [membership] = running(history.memberships, asOf);
  const seen = lastSeen(history, window);
  return stageOf({
    isMember: membership !== undefined,
    isRecent: membership !== undefined && membership.startsAt >= window.from,
    interactions: interactions(history, window),
    written: written(history, window),
    wasHere: seen !== null && seen >= window.firstDay,
  });
}

/** The role then: what the first change after it began with, or today's. */
function roleAt({ turns, role }: MemberHistory, asOf: Date): string {
  const later = turns
    .filter(({ verb, at }) => verb === "member.role_changed" && at > asOf)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return later[0]?.from ?? role;
}

const arrivalBy = ({ arrival }: MemberHistory, asOf: Date) => (arrival && arrival.at <= asOf ? arrival : null);

const running = <T extends Stretch>(stretches: readonly T[], asOf: Date): T[] =>
  stretches.filter(({ startsAt, endsAt }) => startsAt <= asOf && (endsAt === null || endsAt > asOf));

const turnsOf = ({ turns }: MemberHistory, wanted: string, from: Date, asOf: Date) =>
  turns.filter(({ verb, at }) => verb === wanted && at >= from && at <= asOf);

const sumOf = (counts: { count: number }[]) => counts.reduce((sum, { count }) => sum + count, 0);
const isOn = ({ firstDay, lastDay }: DayWindow, day: string) => firstDay <= day && day <= lastDay;

const interactions = ({ activity }: MemberHistory, window: DayWindow) =>
  sumOf(activity.filter(({ day }) => isOn(window, day)));

const written = ({ activity }: MemberHistory, window: DayWindow) =>
  sumOf(activity.filter(({ day, kind }) => kind !== "reaction" && isOn(window, day)));

const reads = (history: MemberHistory, { from }: DayWindow, asOf: Date) =>
  history.reads.filter(({ at }) => at >= from && at <= asOf);

function inTopic(
  { is, value }: Extract<Condition, { field: "topic" }>,
  history: MemberHistory,
  window: DayWindow,
  asOf: Date,
): number {
  const things = is.endsWith("read") ? reads(history, window, asOf) : history.writings;
  return things.filter(({ topicId, at }) => topicId === value && at >= window.from && at <= asOf).length;
}

const waiting = ({ questions }: MemberHistory, asOf: Date) =>
  questions.filter(
    ({ askedAt, repliedAt, removedAt }) =>
      askedAt <= asOf && !(repliedAt && repliedAt <= asOf) && !(removedAt && removedAt <= asOf),
  ).length;

/** The last day somebody was here or, as far as the window reaches, took part. */
function lastSeen({ presence, activity }: MemberHistory, window: DayWindow): string | null {
  const days = [
    ...presence.filter((day) => day <= window.lastDay),
    ...activity.map(({ day }) => day).filter((day) => isOn(window, day)),
  ];
  return days.sort().at(-1) ?? null;
}

const earliest = (instants: Date[]) =>
  instants.length === 0 ? null : new Date(Math.min(...instants.map((at) => at.getTime())));

const distinct = (values: (string | null)[]) => [...new Set(values.filter((value) => value !== null))].sort();
