import "server-only";
import { and, asc, desc, eq, gt, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { memberPeriods, memberSpans } from "@/db/schema/analytics";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import type { MemberFilter } from "@/lib/segments/types";
import type { RowsWanted } from "../row-cursor";
import type { SpanQuestion, SpanRow } from "../span-figures";
import { among } from "./among";
import { runsAtMoment } from "./edges";
import { listProductNames } from "./mrr";

type Question = Pick<SpanQuestion, "scope" | "pick" | "from" | "to" | "reason">;

/** The spans a question is about. */
function spansOf(communityId: string, question: Question, filter: MemberFilter): SQL | undefined {
  const { scope, pick, from, to, reason } = question;
  const edge = pick === "ended" ? memberSpans.endsAt : memberSpans.startsAt;
  return and(
    eq(memberSpans.communityId, communityId),
    eq(memberSpans.scope, scope),
    pick === "running" ? runsAtMoment(memberSpans, to) : and(gt(edge, from), lte(edge, to)),
    pick === "returned" ? gt(memberSpans.ordinal, 0) : undefined,
    reason === null ? undefined : eq(sql`coalesce(${memberSpans.endReason}, '')`, reason),
    among(memberSpans.memberId, filter),
  );
}

/** How many there are: the figure itself. */
export async function countSpanRows(communityId: string, question: Question, filter: MemberFilter): Promise<number> {
  const [row] = await read()
    .select({ n: countAll() })
    .from(memberSpans)
    .where(spansOf(communityId, question, filter));
  return row?.n ?? 0;
}

/** The spans themselves, the latest first. */
export async function listSpanRows(
  communityId: string,
  question: Question,
  filter: MemberFilter,
  { after, limit }: RowsWanted,
): Promise<SpanRow[]> {
  const edge = question.pick === "ended" ? memberSpans.endsAt : memberSpans.startsAt;
  const rows = await read()
    .select({ ...spanFields, productId: planAt(paid.productId, edge), interval: planAt(paid.interval, edge) })
    .from(memberSpans)
    .leftJoin(members, eq(members.id, memberSpans.memberId))
    .leftJoin(users, eq(users.id, members.userId))
    .where(
      and(
        spansOf(communityId, question, filter),
        after
          ? or(
              lt(edge, new Date(after.number)),
              and(eq(edge, new Date(after.number)), gt(memberSpans.memberId, after.id)),
            )
          : undefined,
      ),
    )
    .orderBy(desc(edge), asc(memberSpans.memberId))
    .limit(limit);
  return withPlans(communityId, rows);
}

export const spanFields = {
  memberId: memberSpans.memberId,
  startsAt: memberSpans.startsAt,
  endsAt: memberSpans.endsAt,
  ordinal: memberSpans.ordinal,
  endReason: memberSpans.endReason,
  userId: users.id,
  name: users.name,
  handle: users.handle,
};

/** What the member paid for last, up to the instant in question; else what was bought first after it. */
const planAt = (
  column: typeof paid.productId | typeof paid.interval,
  edge: typeof memberSpans.startsAt | typeof memberSpans.endsAt,
) =>
  sql<string | null>`(select ${column} from ${memberPeriods} as paid
    where ${paid.communityId} = ${memberSpans.communityId} and ${paid.memberId} = ${memberSpans.memberId}
      and ${paid.scope} = 'paying'
    order by case when ${paid.startsAt} <= ${edge} then 0 else 1 end,
      case when ${paid.startsAt} <= ${edge} then -${paid.startsAt} else ${paid.startsAt} end, ${paid.sourceId} limit 1)`;

const paid = alias(memberPeriods, "paid");

interface FoundSpan {
  memberId: string;
  startsAt: Date;
  endsAt: Date | null;
  ordinal: number;
  endReason: string | null;
  userId: string | null;
  name: string | null;
  handle: string | null;
  productId: string | null;
  interval: string | null;
}

/** Spans with their plan's name and their person. */
export async function withPlans(communityId: string, rows: readonly FoundSpan[]): Promise<SpanRow[]> {
  const names = await listProductNames(communityId);
  return rows.map(({ userId, name, handle, productId, ...row }) => ({
    ...row,
    person: userId && name !== null && handle ? { id: userId, name, handle } : null,
    plan: productId === null ? null : (names.get(productId) ?? null),
  }));
}
