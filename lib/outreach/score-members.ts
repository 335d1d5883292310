import "server-only";
import { transact } from "@/db/client";
import { catchUp } from "@/lib/analytics/project-now";
import { addDays, dayOf, startOfDay, unitNumber } from "@/lib/platform/calendar";
import { now } from "@/lib/platform/clock";
import type { BandDay } from "./calibration";
import { replaceBandDays, replaceScores, type StoredScore } from "./commands/scores";
import {
  type Days,
  findFirstVisitDay,
  listActiveBefore,
  listInteractions,
  listStalled,
  listUnanswered,
  listVisits,
} from "./queries/conduct";
import { listMembersAt, listRolesBefore, type MemberRun, type Moment } from "./queries/moment";
import { listLeavers, listPrepaid, listTerms, listTurns } from "./queries/paying";
import { findScoredDay, listScoredCommunities, type ScoredCommunity } from "./queries/risk";
import { factsAt, standingAt } from "./risk-facts";
import { recentDays, riskBands, scoreRisk, usualDays } from "./risk-score";

/** Members scored at a time: memory stays flat, and a community of 100,000 asks each question 25 times. */
const membersAtOnce = 4000;
/** The back-test looks back by so many times so many days. */
const backTests = 6;
export const outcomeDays = 30;

/** Run the community: they are active by profession and do not leave like members do. */
const staff: readonly string[] = ["owner", "admin", "moderator"];

/** Scores every community, as of the day that `at` lies in. For the seed and for whoever wants it now. */
export async function scoreAll(at: Date = now()): Promise<void> {
  for (const community of await listScoredCommunities()) await scoreCommunity(community, at);
}

/** Scores the communities whose day has begun since they were last scored: once a night in their own zone. */
export async function scoreDue(at: Date = now()): Promise<void> {
  for (const community of await listScoredCommunities()) {
    const scored = await findScoredDay(community.id);
    if (scored && scored >= startOfDay(dayOf(at, community.zone), community.zone)) continue;
    await catchUp(community);
    await scoreCommunity(community, at);
  }
}

/** The scores as the day began, and the back-test: the same scores 30, 60, … days earlier beside what then happened. */
export async function scoreCommunity(community: ScoredCommunity, at: Date): Promise<void> {
  const today = dayOf(at, community.zone);
  const moment = momentOf(community, today);
  let after = "";
  for await (const batch of scoredAt(community, moment, { past: false })) {
    await replaceScores(community.id, moment.asOf, { after, ...batch });
    after = batch.last;
  }
  await replaceScores(community.id, moment.asOf, { after, last: null, scores: [] });
  const rows: BandDay[] = [];
  for (let back = 1; back <= backTests; back++)
    rows.push(...(await lookBack(community, addDays(today, -back * outcomeDays))));
  await transact((tx) => replaceBandDays(tx, community.id, rows));
}

function momentOf({ id, zone }: ScoredCommunity, today: string): Moment {
  return { communityId: id, today, asOf: startOfDay(today, zone) };
}

/** Who stood in which band as a day in the past began, and how many of them had stopped paying 30 days later. */
export async function lookBack(community: ScoredCommunity, day: string): Promise<BandDay[]> {
  const moment = momentOf(community, day);
  const leavers = await listLeavers(moment, outcomeDays);
  const counts = new Map([...riskBands, "cancelled"].map((band) => [band, { members: 0, left: 0 }]));
  for await (const { scores } of scoredAt(community, moment, { past: true })) {
    for (const { memberId, score, worth } of scores) {
      // A pass or a trial that runs out is no decision to leave: the back-test is about who pays by the month or year.
      if (worth.standing !== "paying") continue;
      const hasCancelled = score.reasons.some(({ reason }) => reason === "cancelled");
      for (const band of hasCancelled ? [score.band, "cancelled"] : [score.band]) {
        const count = counts.get(band)!;
        count.members += 1;
        if (leavers.has(memberId)) count.left += 1;
      }
    }
  }
  const rows = [...counts].map(([band, count]) => ({ day, band, ...count }));
  return rows.some(({ members }) => members > 0) ? rows : [];
}

/** All members with their scores as a day begins, some thousand at a time, in the order of their ids. */
export async function* scoredAt(
  community: ScoredCommunity,
  moment: Moment,
  { past }: { past: boolean },
): AsyncGenerator<{ last: string; scores: StoredScore[] }> {
  const days = { usual: addDays(moment.today, -recentDays - usualDays), recent: addDays(moment.today, -recentDays) };
  const [roles, firstVisit, interactions] = await Promise.all([
    listRolesBefore(moment),
    findFirstVisitDay(community.id),
    listInteractions(moment, days),
  ]);
  const countsVisits = firstVisit !== null && firstVisit <= days.usual;
  const context = { community, moment, days, past, countsVisits, interactionsOf: byMember(interactions) };
  for (let after = ""; ; ) {
    const people = await listMembersAt(moment, after, membersAtOnce);
    const last = people.at(-1)?.memberId;
    if (last === undefined) return;
    const members = people.filter(({ memberId, role }) => !staff.includes(roles.get(memberId) ?? role));
    const run = { first: people[0]!.memberId, last };
    yield { last, scores: members.length > 0 ? await scoreRun(context, run, members) : [] };
    after = last;
  }
}

interface Context {
  community: ScoredCommunity;
  moment: Moment;
  days: Days;
  past: boolean;
  countsVisits: boolean;
  interactionsOf: ReadonlyMap<string, { recent: number; usual: number }>;
}

async function scoreRun(
  { community, moment, days, past, countsVisits, interactionsOf }: Context,
  run: MemberRun,
  people: readonly { memberId: string; userId: string; since: Date }[],
): Promise<StoredScore[]> {
  const month = unitNumber(moment.today.slice(0, 7), "month");
  const userIds = people.map(({ userId }) => userId);
  const [terms, turns, visits, active, unanswered, stalled] = await Promise.all([
    listTerms(moment, run),
    listTurns(moment, run),
    countsVisits ? listVisits(moment, userIds, days) : [],
    listActiveBefore(moment, run, month),
    listUnanswered(moment, run, community.answerHours),
    past ? [] : listStalled(moment, userIds),
  ]);
  const termsOf = Map.groupBy(terms, ({ memberId }) => memberId);
  // The back-test is about who pays by the month or year: what else opens the community need not be asked.
  const others = past ? [] : people.filter(({ memberId }) => !termsOf.has(memberId)).map(({ userId }) => userId);
  const prepaidOf = Map.groupBy(others.length > 0 ? await listPrepaid(moment, others) : [], ({ userId }) => userId);
  const [turnsOf, unansweredOf] = [byMember(turns), byMember(unanswered)];
  const [visitsOf, stalledOf] = [byUser(visits), byUser(stalled)];
  const activeBefore = new Set(active.map(({ memberId }) => memberId));
  return people.map(({ memberId, userId, since }) => {
    const { worth, endsAt } = standingAt(
      termsOf.get(memberId) ?? [],
      prepaidOf.get(userId) ?? [],
      moment.asOf,
      community.zone,
    );
    const found = {
      since,
      endsAt,
      turns: turnsOf.get(memberId),
      visits: countsVisits ? (visitsOf.get(userId) ?? { recent: 0, usual: 0 }) : null,
      interactions: interactionsOf.get(memberId),
      everActive: activeBefore.has(memberId) || interactionsOf.has(memberId),
      unanswered: unansweredOf.get(memberId)?.n ?? 0,
      stalled: stalledOf.get(userId)?.n ?? 0,
    };
    return { memberId, worth, score: scoreRisk(factsAt(found, moment.asOf)) };
  });
}

const byMember = <Row extends { memberId: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.memberId, row]));

const byUser = <Row extends { userId: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.userId, row]));
