import "server-only";
import { dayOf, startOfDay } from "@/lib/platform/calendar";
import { type PackedRow, rowsOfPack } from "./column-packs";
import { type CreditedConversion, listConversionsOf } from "./commands/conversions";
import { listHistoryRows, listMembersOfPack, listPaymentRows } from "./commands/histories";
import { mergeMonth } from "./commands/packs";
import { listAskedIn } from "./commands/replies";
import { unpackActivity } from "./day-pack";
import type { Differences } from "./differences";
import { historyShape, packHistory } from "./histories";
import { moneyShape, packPayments } from "./money-packs";
import type { Projecting } from "./projecting";
import {
  findStoredHistory,
  findStoredMonth,
  findStoredPayments,
  findStoredReplies,
  listConversionsOfNobody,
  listStepsOf,
  listStepsOfNobody,
  listStoredActivity,
  listStoredConversions,
  listStoredSteps,
  listStoredTurns,
  listUnnumbered,
} from "./queries/stored-packs";
import { listMembershipEdges, listPackedActivity, listPackedTurns, listStoredDays } from "./queries/stored-rows";
import { packReplies, replyShape } from "./reply-packs";
import { revisionOf, type StoredPack } from "./stored-pack";
import type { DayStretch } from "./zone-days";

/** What the packs of these days hold, against the rows they are made of. */
export async function compareActivityPacks(
  { communityId }: Projecting,
  days: DayStretch,
  differences: Differences,
): Promise<void> {
  const { activity } = await listStoredDays(communityId, days);
  const expected = activity.map(({ day, memberId, kind, count }) => ({ day, memberId, kind, count }));
  const packs = await listStoredActivity(communityId, days);
  for (const pack of packs) isIntact("activity by day", pack, differences);
  differences.compare("packed activity by day", expected, await listPackedActivity(communityId, packs));
}

/** Whose membership turned on these days, against the spans: an odd number of beginnings and ends is a turn. */
export async function compareMemberTurns(
  { communityId, zone }: Projecting,
  days: DayStretch,
  differences: Differences,
): Promise<void> {
  const edges = await listMembershipEdges(communityId, startOfDay(days.first, zone), startOfDay(days.end, zone));
  // The instant before: what happens at midnight ends the day before.
  const rows = edges.map(({ memberId, at }) => ({ day: dayOf(new Date(at.getTime() - 1), zone), memberId }));
  const groups = Map.groupBy(rows, ({ day, memberId }) => `${day} ${memberId}`);
  const expected = [...groups.values()].flatMap((group) => (group.length % 2 === 1 ? group.slice(0, 1) : []));
  const packs = await listStoredTurns(communityId, days);
  for (const pack of packs) isIntact("turns of membership", pack, differences);
  differences.compare("turns of membership by day", expected, await listPackedTurns(communityId, packs));
}

/** Whether a pack is what its revision says. Processes that keep packs open would not see that another is changed. */
function isIntact(
  name: string,
  { pack, revision, packed }: StoredPack<number | string>,
  differences: Differences,
): boolean {
  const is = revisionOf(packed) === revision;
  if (!is) differences.tell(`packs of ${name}`, `missing what was in pack ${pack}: it is damaged`);
  return is;
}

/** One pack of histories and one of payments, against the spans, periods, charges and payments they are made of. */
export async function compareHistories(projecting: Projecting, pack: number, differences: Differences): Promise<void> {
  const { communityId } = projecting;
  const history = rowsOfPack(historyShape, packHistory(await listHistoryRows(projecting, pack)));
  const money = rowsOfPack(moneyShape, packPayments(await listPaymentRows(communityId, pack)));
  const [storedHistory, storedMoney] = await Promise.all([
    findStoredHistory(communityId, pack),
    findStoredPayments(communityId, pack),
  ]);
  for (const [name, stored] of Object.entries({ histories: storedHistory, payments: storedMoney })) {
    if (stored && !isIntact(name, { pack, ...stored }, differences)) return;
  }
  const found = storedHistory && rowsOfPack(historyShape, storedHistory.packed);
  differences.compare("spans in histories", history.spans, found?.spans ?? []);
  differences.compare("paid periods in histories", history.periods, found?.periods ?? []);
  differences.compare("first charges in histories", history.charges, found?.charges ?? []);
  const paid = storedMoney ? rowsOfPack(moneyShape, storedMoney.packed).payments : [];
  differences.compare("payments in packs", numbered(money.payments), numbered(paid));
}

/** Which conversions there are of a pack's people, against their spans and payments; the credit was given at its time. */
export async function compareConversions(
  { communityId }: Projecting,
  pack: number,
  differences: Differences,
): Promise<void> {
  const people = await listMembersOfPack(communityId, pack);
  const withoutCredit = (rows: readonly CreditedConversion[]) =>
    rows.map(({ kind, memberId, at }) => ({ kind, memberId, at }));
  differences.compare(
    "conversions",
    withoutCredit(await listConversionsOf(communityId, people)),
    withoutCredit(await listStoredConversions(communityId, people)),
  );
}

/** When a pack's people took each step first, against spans, texts and payments. */
export async function compareFirstSteps(
  { communityId }: Projecting,
  pack: number,
  differences: Differences,
): Promise<void> {
  const people = await listMembersOfPack(communityId, pack);
  differences.compare(
    "first steps",
    await listStepsOf(communityId, people),
    await listStoredSteps(communityId, people),
  );
}

/** One pack of what was asked, against the posts it is made of. */
export async function compareReplyPack(
  { communityId }: Projecting,
  pack: number,
  differences: Differences,
): Promise<void> {
  const expected = rowsOfPack(replyShape, packReplies(await listAskedIn(communityId, pack)));
  const stored = await findStoredReplies(communityId, pack);
  if (stored && !isIntact("replies", { pack, ...stored }, differences)) return;
  const found = stored ? rowsOfPack(replyShape, stored.packed).posts : [];
  differences.compare("replies in packs", numbered(expected.posts), numbered(found));
}

/** Two rows may be alike in all that is known of them: each gets its place. */
const numbered = (rows: readonly PackedRow[]) => rows.map((row, place) => ({ ...row, place }));

/** What packed months hold, against the packs of their days. */
export async function compareMonthPack(
  { communityId }: Projecting,
  month: number,
  differences: Differences,
): Promise<void> {
  const expected = unpackActivity(await mergeMonth(communityId, month));
  const stored = await findStoredMonth(communityId, month);
  if (stored && !isIntact("activity by month", { pack: month, ...stored }, differences)) return;
  differences.compare("packed activity by month", expected, stored ? unpackActivity(stored.packed) : []);
}

/** Everybody who has a history is in a pack, and nobody else has conversions or steps. */
export async function compareNumbers({ communityId }: Projecting, differences: Differences): Promise<void> {
  differences.compare("members without a number", [], await listUnnumbered(communityId));
  differences.compare("conversions", [], await listConversionsOfNobody(communityId));
  differences.compare("first steps", [], await listStepsOfNobody(communityId));
}
