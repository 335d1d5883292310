import "server-only";
import type { Tx } from "@/db/client";
import { activityPacks, memberTurns } from "@/db/schema/packs";
import { refreshProjectionStatistics } from "@/db/statistics";
import { addDays, daysBetween, startOfDay } from "@/lib/platform/calendar";
import { windowDays } from "../active-days";
import { withOpenEnds } from "../edge-days";
import type { Projecting } from "../projecting";
import { findJournalBounds } from "../queries/journal-streams";
import { findActiveBounds, findEdgeBounds } from "../queries/projections";
import { type DayStretch, daysOfUnit, monthsBetween, unitOfDay } from "../zone-days";
import {
  clearCohorts,
  deleteActivityOutside,
  insertActivityPeriod,
  projectActiveDays,
  projectActivityMonth,
} from "./activity";
import { creditConversions, deleteConversionsOfNobody } from "./conversions";
import { deleteDaysOutside, projectDay } from "./days";
import { deleteEdgeDaysOutside, projectEdgeDays } from "./edges";
import { deleteStepsOfNobody, listMembersFrom, projectFirstSteps } from "./first-steps";
import { projectHappeningDays } from "./happenings";
import { deleteHistoriesFrom, listMembersOfPack, numberHistories, projectPack } from "./histories";
import { rebuildMembers } from "./members";
import { projectMovements } from "./movements";
import { deleteMonthPacksOutside, deletePacksOutside, projectActivityPacks, projectMemberTurns } from "./packs";
import { acceptAnswers, clearReplies, findReplyPackBounds, projectReplyPack, rebuildReplies } from "./replies";

/** One piece of a rebuild, for one transaction: it may run again. */
export type Step = (tx: Tx) => Promise<void>;

/** How many days of trailing windows are counted at once; each piece reads thirty days of lead-in. */
const daysPerPiece = 180;

/**
 * All projections of a community, computed anew from the whole journal piece by piece: months of days, blocks of
 * members, then what is made of those. A piece replaces its own rows (only replies and active cohorts are empty for a
 * while), so that pages go on working, and memory stays flat. Do the steps in order; whether they share a transaction
 * is the caller's choice.
 */
export async function* rebuildSteps(projecting: Projecting): AsyncGenerator<Step> {
  yield* rebuildDays(projecting);
  yield* rebuildPeople(projecting);
  yield (tx) => projectMovements(tx, projecting, null);
  yield refreshProjectionStatistics;
  yield* rebuildHistories(projecting);
  yield* rebuildFirstSteps(projecting);
  yield* rebuildActivity(projecting);
  yield* rebuildReplyPacks(projecting);
  yield refreshProjectionStatistics;
}

/** What is made of entries by the day they count on. */
async function* rebuildDays(projecting: Projecting): AsyncGenerator<Step> {
  const { zone } = projecting;
  let months: DayStretch[] = [];
  yield async (tx) => {
    const bounds = await findJournalBounds(projecting);
    months = bounds ? monthsBetween(projecting.dayAt(bounds.first).month, projecting.dayAt(bounds.last).month) : [];
    await deleteDaysOutside(tx, projecting, months[0]?.first ?? "", months.at(-1)?.end ?? "");
    await clearReplies(tx, projecting);
  };
  for (const { first, end } of months) {
    yield async (tx) => {
      for (const day of daysBetween(first, end)) await projectDay(tx, projecting, day);
    };
    yield (tx) => rebuildReplies(tx, projecting, startOfDay(first, zone), startOfDay(end, zone));
  }
  yield (tx) => acceptAnswers(tx, projecting);
}

/** What is made of periods: the periods, their spans, and the days on which they begin and end. */
async function* rebuildPeople(projecting: Projecting): AsyncGenerator<Step> {
  for (let last: string | null = ""; last !== null; ) {
    const after: string = last;
    yield async (tx) => {
      last = await rebuildMembers(tx, projecting, after);
    };
  }
  let months: DayStretch[] = [];
  yield async (tx) => {
    const bounds = await findEdgeBounds(projecting.communityId);
    months = bounds ? monthsBetween(projecting.dayAt(bounds.first).month, projecting.dayAt(bounds.last).month) : [];
    await deleteEdgeDaysOutside(tx, projecting, months[0]?.first ?? "", months.at(-1)?.end ?? "");
    // What happens on the first midnight of all ends the day before.
    if (months[0]) months[0] = { ...months[0], first: addDays(months[0].first, -1) };
    const turned = { first: months[0]?.first ?? "", end: months.at(-1)?.end ?? "" };
    await deletePacksOutside(tx, memberTurns, projecting, turned);
  };
  for (const { first, end } of months) {
    yield async (tx) => {
      await projectEdgeDays(tx, projecting, first, end);
      await projectMemberTurns(tx, projecting, { first, end });
    };
  }
  for (const days of withOpenEnds(months)) yield (tx) => projectHappeningDays(tx, projecting, days);
}

/** What is made of each person's spans, periods and charges. */
async function* rebuildHistories(projecting: Projecting): AsyncGenerator<Step> {
  let packs = 0;
  yield async (tx) => {
    packs = await numberHistories(tx, projecting);
    await deleteHistoriesFrom(tx, projecting, packs);
    await deleteConversionsOfNobody(tx, projecting.communityId);
  };
  for (let pack = 0; pack < packs; pack++) {
    yield async (tx) => {
      await projectPack(tx, projecting, pack);
      await creditConversions(tx, projecting.communityId, await listMembersOfPack(projecting.communityId, pack));
    };
  }
}

/** When everybody took each step for the first time. */
async function* rebuildFirstSteps({ communityId }: Projecting): AsyncGenerator<Step> {
  yield (tx) => deleteStepsOfNobody(tx, communityId);
  for (let last = ""; ; ) {
    const ids = await listMembersFrom(communityId, last, membersPerStep);
    if (ids.length === 0) return;
    yield (tx) => projectFirstSteps(tx, communityId, ids);
    last = ids.at(-1)!;
  }
}

const membersPerStep = 1000;

/** What was asked, by the numbers of who asked: everybody who did something has one by now. */
async function* rebuildReplyPacks(projecting: Projecting): AsyncGenerator<Step> {
  const bounds = await findReplyPackBounds(projecting.communityId);
  for (let pack = bounds?.first ?? 0; bounds && pack <= bounds.last; pack++) {
    yield (tx) => projectReplyPack(tx, projecting, pack);
  }
}

/** What is made of the days' interactions. */
async function* rebuildActivity(projecting: Projecting): AsyncGenerator<Step> {
  let days: DayStretch = { first: "", end: "" };
  let months = { first: 0, last: -1 };
  let weeks = { first: 0, last: -1 };
  yield async (tx) => {
    const bounds = await findActiveBounds(projecting.communityId);
    if (bounds) {
      days = { first: bounds.first, end: addDays(bounds.last, windowDays) };
      months = { first: unitOfDay(bounds.first, "month"), last: unitOfDay(bounds.last, "month") };
      weeks = { first: unitOfDay(bounds.first, "week"), last: unitOfDay(bounds.last, "week") };
    }
    await deleteActivityOutside(tx, projecting, days, months);
    await deletePacksOutside(tx, activityPacks, projecting, days);
    await deleteMonthPacksOutside(tx, projecting, months);
    await clearCohorts(tx, projecting);
  };
  for (let month = months.first; month <= months.last; month++) {
    yield async (tx) => {
      await projectActivityMonth(tx, projecting, month);
      await insertActivityPeriod(tx, projecting, "month", month);
      const { first, end } = daysOfUnit(month, "month");
      await projectActivityPacks(tx, projecting, daysBetween(first, end));
    };
  }
  for (let week = weeks.first; week <= weeks.last; week++) {
    yield (tx) => insertActivityPeriod(tx, projecting, "week", week);
  }
  for (let first = days.first; first < days.end; first = addDays(first, daysPerPiece)) {
    const end = [addDays(first, daysPerPiece), days.end].sort()[0]!;
    yield (tx) => projectActiveDays(tx, projecting, first, end);
  }
}
