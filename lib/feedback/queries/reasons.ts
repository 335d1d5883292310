import "server-only";
import { and, asc, desc, eq, gte, inArray, isNotNull, lt, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { payments, subscriptions } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { journal } from "@/db/schema/journal";
import { disputes, refunds } from "@/db/schema/ledger";
import { dayMs, minuteMs } from "@/lib/platform/clock";
import { type Cancellation, endKindOf, type MoneyBack, type PayingEnd, reasonOf } from "../reasons";

/** Half-open. */
interface Span {
  from: Date;
  to: Date;
}

/** The index's own condition, word for word: only then do both engines use it. */
const leaving = () => sql`verb in ('subscription.cancelled', 'subscription.resumed', 'paying.ended')`;

/**
 * Every click on "cancel" in a stretch of time and every end of paying, from the journal. A click counts as undone when
 * the same subscription was resumed before it was cancelled again; looked for up to the journal's end.
 */
export async function listLeaving(
  communityId: string,
  span: Span,
): Promise<{ cancellations: Cancellation[]; ends: PayingEnd[] }> {
  const rows = await read()
    .select({
      id: journal.id,
      at: journal.at,
      verb: journal.verb,
      memberId: journal.memberId,
      subscriptionId: journal.objectId,
      detail: journal.detail,
    })
    .from(journal)
    .where(and(eq(journal.communityId, communityId), gte(journal.at, span.from), leaving()))
    .orderBy(asc(journal.at), asc(journal.id));
  const inSpan = rows.filter(({ at }) => at < span.to);
  const back = await listMoneyBack(communityId, span);
  const bySubscription = Map.groupBy(rows, ({ subscriptionId }) => subscriptionId ?? "");
  const isOurs = (row: Row) =>
    backAt(back, row) !== null &&
    bySubscription
      .get(row.subscriptionId ?? "")!
      .some(({ verb, at }) => verb === "paying.ended" && Math.abs(+at - +row.at) < minuteMs);
  const clicks = inSpan.filter((row) => row.verb === "subscription.cancelled" && !isOurs(row));
  const worth = await worthOf(
    communityId,
    clicks.map(({ subscriptionId }) => subscriptionId ?? ""),
  );
  const cancellations = clicks.map((click) => {
    const amount = worth(click.subscriptionId ?? "", click.at);
    return {
      key: click.id,
      at: click.at,
      reason: reasonOf(click.detail.reason),
      memberId: click.memberId,
      subscriptionId: click.subscriptionId ?? "",
      undone: isUndone(click, bySubscription.get(click.subscriptionId ?? "")!),
      monthly: amount?.monthly ?? null,
      currency: amount?.currency ?? null,
    };
  });
  const clicked = Map.groupBy(cancellations, ({ subscriptionId }) => subscriptionId);
  const ends = inSpan
    .filter(({ verb }) => verb === "paying.ended")
    .map((end) => {
      const own = clicked.get(end.subscriptionId ?? "") ?? [];
      const facts = { clicked: own.some(({ at, undone }) => !undone && at < end.at), back: backAt(back, end) };
      const kind = endKindOf(end.detail.reason, facts);
      return { key: end.id, at: end.at, kind, reason: String(end.detail.reason ?? ""), memberId: end.memberId };
    });
  return { cancellations, ends };
}

interface Row {
  id: string;
  at: Date;
  verb: string;
  memberId: string | null;
  subscriptionId: string | null;
  detail: Record<string, unknown>;
}

/** The first thing that happened to the subscription after the click was that it was resumed. */
function isUndone(click: Row, story: readonly Row[]): boolean {
  const later = story.find(
    ({ at, verb, id }) => verb !== "paying.ended" && (at > click.at || (+at === +click.at && id > click.id)),
  );
  return later?.verb === "subscription.resumed";
}

type Back = ReadonlyMap<string, { at: Date; kind: NonNullable<MoneyBack> }[]>;

/** What went back of a row's subscription within a day of it. */
function backAt(back: Back, { subscriptionId, at }: Row): MoneyBack {
  const near = back.get(subscriptionId ?? "")?.find((one) => Math.abs(+one.at - +at) <= dayMs);
  return near?.kind ?? null;
}

/** Refunds and lost disputes of subscriptions, with a margin of some days around the span. */
async function listMoneyBack(communityId: string, { from, to }: Span): Promise<Back> {
  const wide = { from: new Date(from.getTime() - 120 * dayMs), to: new Date(to.getTime() + dayMs) };
  const [given, lost] = await Promise.all([
    read()
      .select({ id: payments.subscriptionId, at: refunds.settledAt, asked: refunds.requestedAt })
      .from(refunds)
      .innerJoin(payments, eq(payments.id, refunds.paymentId))
      .where(
        and(
          eq(refunds.communityId, communityId),
          gte(refunds.requestedAt, wide.from),
          lt(refunds.requestedAt, wide.to),
          eq(refunds.state, "succeeded"),
          isNotNull(payments.subscriptionId),
        ),
      ),
    read()
      .select({ id: payments.subscriptionId, at: disputes.closedAt, asked: disputes.openedAt })
      .from(disputes)
      .innerJoin(payments, eq(payments.id, disputes.paymentId))
      .where(
        and(
          eq(disputes.communityId, communityId),
          gte(disputes.openedAt, wide.from),
          lt(disputes.openedAt, wide.to),
          eq(disputes.state, "lost"),
          isNotNull(payments.subscriptionId),
        ),
      ),
  ]);
  const all = [
    ...given.map((row) => ({ ...row, kind: "refund" as const })),
    ...lost.map((row) => ({ ...row, kind: "dispute" as const })),
  ];
  return Map.groupBy(
    all.map(({ id, at, asked, kind }) => ({ id, at: at ?? asked, kind })),
    ({ id }) => id ?? "",
  );
}

/** What subscriptions were worth by the month at a moment: the last `paying.*` entry with a value before it. */
async function worthOf(communityId: string, subscriptionIds: readonly string[]) {
  const ids = [...new Set(subscriptionIds)];
  const rows =
    ids.length === 0
      ? []
      : await read()
          .select({ id: journal.objectId, at: journal.at, currency: journal.currency, detail: journal.detail })
          .from(journal)
          .where(
            and(
              eq(journal.communityId, communityId),
              amongIds(journal.objectId, idList(ids)),
              inArray(journal.verb, ["paying.started", "paying.changed"]),
            ),
          )
          .orderBy(desc(journal.at), desc(journal.id));
  const byId = Map.groupBy(rows, ({ id }) => id ?? "");
  return (id: string, at: Date): { monthly: number; currency: string } | null => {
    const last = byId.get(id)?.find((row) => row.at <= at);
    const { monthlyAmount, currency } = last?.detail ?? {};
    return typeof monthlyAmount === "number" ? { monthly: monthlyAmount, currency: String(currency ?? "") } : null;
  };
}

/** Who stands behind entries: names of members, and what they wrote when they cancelled, by subscription. */
export async function findLeavers(memberIds: readonly string[], subscriptionIds: readonly string[]) {
  const [people, comments] = await Promise.all([
    read()
      .select({ memberId: members.id, id: users.id, name: users.name, handle: users.handle })
      .from(members)
      .innerJoin(users, eq(users.id, members.userId))
      .where(amongIds(members.id, idList(memberIds))),
    read()
      .select({ id: subscriptions.id, comment: subscriptions.cancelComment })
      .from(subscriptions)
      .where(and(amongIds(subscriptions.id, idList(subscriptionIds)), sql`${subscriptions.cancelComment} <> ''`)),
  ]);
  return {
    people: new Map(people.map(({ memberId, ...person }) => [memberId, person])),
    comments: new Map(comments.map(({ id, comment }) => [id, comment ?? ""])),
  };
}
