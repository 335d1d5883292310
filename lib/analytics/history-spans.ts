import type { CalendarUnit } from "@/lib/platform/calendar";
import type { People } from "./day-pack";
import { countOn, momentsOf, type SpanEdges, type Staying, timelineOf } from "./edges";
import { type Histories, scopes, stillRuns } from "./histories";
import { positionOf } from "./instants";
import { eachPerson, isAmong } from "./people-packs";
import type { Scope } from "./periods";
import type { SpanGroup } from "./retention";

/**
 * What is counted of spans: one walk over all histories for each question, of everybody or of some. An instant belongs to
 * what came before it, as everywhere: (from, to].
 */

/** Starts, returns and ends between moments, by the reason of the end; before the first moment only their number. */
export function countSpanEdges(histories: Histories, moments: readonly Date[], people: People | null): SpanEdges[] {
  const times = moments.map((moment) => moment.getTime());
  const last = times.at(-1) ?? Number.NEGATIVE_INFINITY;
  const counts = new Map<number, number>();
  const reasons = histories.texts.length;
  const add = (bucket: number, scope: number, kind: number, reason: number) => {
    const key = ((bucket * scopes.length + scope) * kinds.length + kind) * reasons + reason;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const { spans } of histories.packs()) {
    const { startsAt, endsAt, number, scope, ordinal, endReason } = spans;
    for (let i = 0; i < number.length; i++) {
      if (!isAmong(people, number[i]!)) continue;
      if (startsAt[i]! <= last) {
        const bucket = positionOf(times, startsAt[i]!);
        add(bucket, scope[i]!, bucket > 0 && ordinal[i]! > 0 ? 1 : 0, 0);
      }
      if (endsAt[i]! <= last) {
        const bucket = positionOf(times, endsAt[i]!);
        add(bucket, scope[i]!, 2, bucket > 0 ? endReason[i]! : 0);
      }
    }
  }
  return [...counts].map(([key, count]) => {
    const [rest, reason] = [Math.floor(key / reasons), key % reasons];
    return {
      bucket: Math.floor(rest / kinds.length / scopes.length),
      scope: scopes[Math.floor(rest / kinds.length) % scopes.length]!,
      kind: kinds[rest % kinds.length]!,
      reason: histories.texts[reason] ?? "",
      count,
    };
  });
}

const kinds = ["start", "return", "end"] as const;

/** N at each moment. */
export function countRunning(
  histories: Histories,
  scope: Scope,
  moments: readonly Date[],
  people: People | null,
): number[] {
  const sorted = momentsOf(moments);
  const timeline = timelineOf(sorted, countSpanEdges(histories, sorted, people), scope);
  return moments.map((moment) => countOn(timeline, moment));
}

/** For each range: of those who were there at its start, how many went, and how many of them are back at its end. */
export function countStaying(
  histories: Histories,
  scope: Scope,
  ranges: readonly { from: Date; to: Date }[],
  people: People | null,
): Staying[] {
  const asked = scopes.indexOf(scope);
  const counts = ranges.map(({ from, to }) => ({ from: from.getTime(), to: to.getTime(), lost: 0, back: 0 }));
  for (const { spans } of histories.packs()) {
    const { startsAt, endsAt } = spans;
    eachPerson(spans.number, people, (first, end) => {
      for (const count of counts) {
        let isLost = false;
        for (let i = first; i < end; i++) {
          if (spans.scope[i] !== asked) continue;
          if (startsAt[i]! <= count.from) isLost ||= endsAt[i]! > count.from && endsAt[i]! <= count.to;
          else if (isLost && startsAt[i]! <= count.to && endsAt[i]! > count.to) count.back += 1;
        }
        if (isLost) count.lost += 1;
      }
    });
  }
  return counts.map(({ lost, back }) => ({ lost, back }));
}

/** What a cohort's people first bought: one product, or one interval. */
export interface FirstBought {
  productId?: string;
  interval?: string;
}

/** Whether a span is of those whose first one was bought as this. */
function boughtAs(histories: Histories, { productId, interval }: FirstBought) {
  const [product, term] = [productId, interval].map((text) => (text === undefined ? null : histories.placeOf(text)));
  return (spans: { productId: Uint16Array; interval: Uint16Array }, i: number) =>
    (product === null || spans.productId[i] === product) && (term === null || spans.interval[i] === term);
}

/** Spans that cover the same boundaries, counted: of cohorts from number `first` on, as far as they have begun at `asOf`. */
export function groupSpans(
  histories: Histories,
  { scope, people, bought }: { scope: Scope; people: People | null; bought: FirstBought },
  { unit, first, asOf }: { unit: CalendarUnit; first: number; asOf: Date },
): SpanGroup[] {
  const asked = scopes.indexOf(scope);
  const isBought = boughtAs(histories, bought);
  const at = asOf.getTime();
  const groups = new Map<number, SpanGroup>();
  for (const { spans } of histories.packs()) {
    const { startsAt, number, ordinal } = spans;
    const [cohorts, from, to] =
      unit === "month"
        ? [spans.cohortMonth, spans.fromMonth, spans.toMonth]
        : [spans.cohortWeek, spans.fromWeek, spans.toWeek];
    for (let i = 0; i < number.length; i++) {
      if (spans.scope[i] !== asked || cohorts[i]! < first || startsAt[i]! > at) continue;
      if (!isAmong(people, number[i]!) || !isBought(spans, i)) continue;
      const returned = ordinal[i]! > 0;
      // Units are numbers of sixteen bits: three of them and a bit make a whole number that is exact.
      const key = ((cohorts[i]! * 65_536 + from[i]!) * 65_536 + to[i]!) * 2 + (returned ? 1 : 0);
      const group = groups.get(key);
      if (group) group.count += 1;
      else
        groups.set(key, {
          cohort: cohorts[i]!,
          from: from[i]!,
          to: to[i] === stillRuns ? null : to[i]!,
          returned,
          count: 1,
        });
    }
  }
  return [...groups.values()];
}

/** The people whose first span was bought as this. */
export function whoBought(
  histories: Histories,
  { scope, people, bought }: { scope: Scope; people: People | null; bought: FirstBought },
): People {
  const asked = scopes.indexOf(scope);
  const isBought = boughtAs(histories, bought);
  const found = new Uint8Array(histories.places);
  for (const { spans } of histories.packs()) {
    for (let i = 0; i < spans.number.length; i++) {
      if (spans.scope[i] === asked && isAmong(people, spans.number[i]!) && isBought(spans, i))
        found[spans.number[i]!] = 1;
    }
  }
  return found;
}
