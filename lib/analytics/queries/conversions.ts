import "server-only";
import { and, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { conversions } from "@/db/schema/analytics";
import type { MemberFilter } from "@/lib/segments/types";
import { type Conversion, type ConversionKind, firstOfEach, type PostCredit } from "../last-touch";
import type { Range } from "../ranges";
import { among } from "./among";

const convertedIn = (
  communityId: string,
  kinds: ConversionKind[],
  { from, to }: Pick<Range, "from" | "to">,
  filter: MemberFilter,
) =>
  and(
    eq(conversions.communityId, communityId),
    inArray(conversions.kind, kinds),
    gt(conversions.at, from),
    lte(conversions.at, to),
    among(conversions.memberId, filter),
  );

async function listConversions(
  communityId: string,
  kinds: ConversionKind[],
  range: Range,
  filter: MemberFilter,
): Promise<Conversion[]> {
  return (
    read()
      .select({ memberId: conversions.memberId, at: conversions.at, postId: conversions.postId })
      .from(conversions)
      .where(convertedIn(communityId, kinds, range, filter))
      // Of two at the same instant the page and its rows take the same one.
      .orderBy(conversions.at, conversions.kind)
  );
}

/** Who became a member in (from, to], returning ones included, and the post each is credited to. */
export async function listJoins(communityId: string, range: Range, filter: MemberFilter): Promise<Conversion[]> {
  return listConversions(communityId, ["join"], range, filter);
}

/** The same, counted by the post: null for those that are credited to none. */
export async function countJoins(communityId: string, range: Range, filter: MemberFilter): Promise<PostCredit[]> {
  return read()
    .select({ postId: conversions.postId, count: countAll() })
    .from(conversions)
    .where(convertedIn(communityId, ["join"], range, filter))
    .groupBy(conversions.postId);
}

/** First payments (`listFirstPayments`), counted by the post. */
export async function countFirstPayments(
  communityId: string,
  range: Range,
  filter: MemberFilter,
): Promise<PostCredit[]> {
  const payments = read()
    .select({
      postId: conversions.postId,
      nth: sql<number>`row_number() over (partition by ${conversions.memberId} order by ${conversions.at}, ${conversions.kind})`.as(
        "nth",
      ),
    })
    .from(conversions)
    .where(convertedIn(communityId, ["plan", "single"], range, filter))
    .as("payments");
  return read()
    .select({ postId: payments.postId, count: countAll() })
    .from(payments)
    .where(eq(payments.nth, 1))
    .groupBy(payments.postId);
}

/** Who paid for the first time in (from, to]: a plan's first paid period, or a single purchase, pass or bundle before it. */
export async function listFirstPayments(
  communityId: string,
  range: Range,
  filter: MemberFilter,
): Promise<Conversion[]> {
  return firstOfEach([await listConversions(communityId, ["plan", "single"], range, filter)]);
}
