import "server-only";
import { transact } from "@/db/client";
import { addDays, dayOf, unitName } from "@/lib/platform/calendar";
import { dayMs, now } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { storeDrift } from "./commands/drift";
import { projectCommunity, projectingOf } from "./commands/projections";
import { findReplyPackBounds } from "./commands/replies";
import {
  compareActiveDays,
  compareActivityMonth,
  compareCohorts,
  compareDays,
  compareReplies,
} from "./compare-activity";
import {
  compareActivityPacks,
  compareConversions,
  compareFirstSteps,
  compareHistories,
  compareMemberTurns,
  compareMonthPack,
  compareNumbers,
  compareReplyPack,
} from "./compare-packs";
import { compareEdges, compareHappenings, compareMembers, compareMovements, endOfBlock } from "./compare-people";
import { Differences } from "./differences";
import { withOpenEnds } from "./edge-days";
import { doBesideQueue } from "./long-work";
import { packOf } from "./people-packs";
import { projectOutstanding } from "./project-now";
import { type Projecting, projectionShape } from "./projecting";
import { findJournalBounds } from "./queries/journal-streams";
import { countPlaces } from "./queries/packs";
import { findEdgeBounds, findProjectionState, hasMoreEntriesThan, listZones } from "./queries/projections";
import { listStoredPacks } from "./queries/stored-packs";
import { findStoredBounds } from "./queries/stored-rows";
import { daysOfUnit, monthsBetween, unitOfDay } from "./zone-days";

/** What a comparison looks at: everything, or what one night of many can bear. */
export type Extent = "everything" | "tonight";

/** A community with fewer entries is compared as a whole every night. */
const smallJournal = 20_000;
/** The nights after which every member and every month has been compared. */
const nights = 30;

type Piece = (projecting: Projecting, differences: Differences) => Promise<void>;

/**
 * Compares the projections of a community with its journal, after projecting what is outstanding, and stores the
 * result. Returns a sentence per difference, none when all is well. Days, periods and spans are computed once more
 * from the journal by other means than those that projected them; what is made of days and periods is computed from
 * those. Runs beside a busy server: only a piece that differs is looked at again in a transaction.
 */
export async function verifyCommunity(
  communityId: string,
  zone: string,
  extent: Extent = "everything",
): Promise<string[]> {
  await projectOutstanding({ id: communityId, zone });
  const differences = new Differences();
  for await (const piece of pieces(communityId, zone, extent)) {
    const atFirst = await compareOnce(communityId, zone, piece);
    if (atFirst.count > 0) differences.include(await compareAgain(communityId, zone, piece));
  }
  const [count, sentences] = [differences.count, differences.sentences()];
  await transact((tx) => storeDrift(tx, communityId, { at: now(), count, sentences }));
  return sentences;
}

/**
 * Looks at tonight's share of every community once in each of its days, and warns of what differs: the pages show an
 * alarm until a later look finds nothing.
 */
export async function verifyTonight(): Promise<void> {
  for (const { id, slug, zone } of await listZones()) {
    const state = await findProjectionState(id);
    if (state?.checkedAt && dayOf(state.checkedAt, zone) >= dayOf(now(), zone)) continue;
    const verify = async () => {
      const findings = await verifyCommunity(id, zone, "tonight");
      if (findings.length > 0) log.warn({ community: slug, findings }, "the projections differ from the journal");
    };
    if (await hasMoreEntriesThan(id, smallJournal)) doBesideQueue(`verifying ${slug}`, verify);
    else await verify();
  }
}

/** What differs when nothing happens in between: the server may have projected while we looked. */
function compareAgain(communityId: string, zone: string, piece: Piece): Promise<Differences> {
  return transact(async (tx) => {
    const state = await findProjectionState(communityId);
    if (state?.shape === projectionShape && state.zone === zone) {
      await projectCommunity(tx, communityId, { zone, upTo: state.projectedTo, at: state.projectedAt });
    }
    return compareOnce(communityId, zone, piece);
  });
}

async function compareOnce(communityId: string, zone: string, piece: Piece): Promise<Differences> {
  const found = new Differences();
  const projecting = await findProjecting(communityId, zone);
  if (projecting) await piece(projecting, found);
  else found.tell("all", "the projections are being rebuilt");
  return found;
}

/** The last projecting as it was: up to the same entry, at the same moment. Null while a rebuild is under way. */
async function findProjecting(communityId: string, zone: string): Promise<Projecting | null> {
  const state = await findProjectionState(communityId);
  if (state?.shape !== projectionShape || state.zone !== zone) return null;
  return projectingOf(communityId, { zone, upTo: state.projectedTo, at: state.projectedAt });
}

/** Everything there is to compare, or tonight's share of it, in pieces that take seconds at most. */
async function* pieces(communityId: string, zone: string, extent: Extent): AsyncGenerator<Piece> {
  const projecting = await findProjecting(communityId, zone);
  if (!projecting) {
    yield async () => {};
    return;
  }
  const isWhole = extent === "everything" || !(await hasMoreEntriesThan(communityId, smallJournal));
  const turn = isWhole ? null : Math.floor(projecting.at.getTime() / dayMs) % nights;
  yield* memberPieces(projecting, turn);
  yield compareNumbers;
  for (const pack of await listPacks(communityId)) {
    if (turn === null || pack % nights === turn) {
      yield (at, differences) => compareHistories(at, pack, differences);
      yield (at, differences) => compareConversions(at, pack, differences);
      yield (at, differences) => compareFirstSteps(at, pack, differences);
    }
  }
  const { first, last } = await monthsWithAnything(projecting);
  const months = monthsBetween(first, last);
  for (const days of months) {
    yield (at, differences) => compareEdges(at, days, differences);
    yield (at, differences) => compareMemberTurns(at, days, differences);
  }
  for (const days of withOpenEnds(months)) yield (at, differences) => compareHappenings(at, days, differences);
  yield compareMovements;
  const recent = projecting.dayAt(projecting.at).month - 1;
  for (let month = first; month <= last; month++) {
    if (turn === null || month >= recent || month % nights === turn) yield* activityPieces(month);
  }
  const since = daysOfUnit(turn === null ? first : Math.max(first, recent), "month").first;
  const end = daysOfUnit(last, "month").end;
  if (since < end) yield (at, differences) => compareReplies(at, { first: since, end }, differences);
  yield* replyPieces(communityId, turn);
}

/** Packs of what was asked: all, or those whose turn it is. */
async function* replyPieces(communityId: string, turn: number | null): AsyncGenerator<Piece> {
  const bounds = await findReplyPackBounds(communityId);
  for (let pack = bounds?.first ?? 0; bounds && pack <= bounds.last; pack++) {
    if (turn === null || pack % nights === turn) {
      yield (at, differences) => compareReplyPack(at, pack, differences);
    }
  }
}

/** The packs that there should be, and those that are stored. */
async function listPacks(communityId: string): Promise<number[]> {
  const wanted = packOf((await countPlaces(communityId)) - 1) + 1;
  return [...new Set([...Array(wanted).keys(), ...(await listStoredPacks(communityId))])];
}

/** Blocks of members: all, or those whose turn it is. */
async function* memberPieces(projecting: Projecting, turn: number | null): AsyncGenerator<Piece> {
  let after: string | null = "";
  for (let block = 0; after !== null; block++) {
    const members: { after: string; last: string | null } = { after, last: await endOfBlock(projecting, after) };
    if (turn === null || block % nights === turn) {
      yield (at, differences) => compareMembers(at, members, differences);
    }
    after = members.last;
  }
}

/** What is made of interactions in one month, and in the weeks that begin in it. */
function* activityPieces(month: number): Generator<Piece> {
  const days = daysOfUnit(month, "month");
  const weeks = { first: firstWeekFrom(days.first), last: firstWeekFrom(days.end) - 1 };
  yield (at, differences) => compareDays(at, days, differences);
  yield (at, differences) => compareActivityPacks(at, days, differences);
  yield (at, differences) => compareMonthPack(at, month, differences);
  yield (at, differences) => compareActivityMonth(at, month, differences);
  yield (at, differences) => compareActiveDays(at, days, differences);
  yield (at, differences) => compareCohorts(at, { unit: "month", first: month, last: month }, differences);
  yield (at, differences) => compareCohorts(at, { unit: "week", ...weeks }, differences);
}

/** The first week that begins on `day` or later. */
const firstWeekFrom = (day: string) => unitOfDay(addDays(day, 6), "week");

/**
 * The months from the first to the last for which the journal or a projection says anything; one more on either side
 * holds the weeks and trailing windows that reach beyond.
 */
async function monthsWithAnything(projecting: Projecting): Promise<{ first: number; last: number }> {
  const { communityId, dayAt } = projecting;
  const instants = [await findJournalBounds(projecting), await findEdgeBounds(communityId)];
  const stored = await findStoredBounds(communityId);
  const months = [
    ...[...instants, ...stored.replies].flatMap((found) =>
      found ? [dayAt(found.first).month, dayAt(found.last).month] : [],
    ),
    ...stored.days.flatMap(({ first, last }) => [unitOfDay(first, "month"), unitOfDay(last, "month")]),
    ...stored.months.flatMap(({ first, last }) => [first, last]),
    ...stored.weeks.flatMap(({ first, last }) =>
      [first, last].map((week) => unitOfDay(unitName(week, "week"), "month")),
    ),
  ];
  return months.length === 0
    ? { first: 0, last: -1 }
    : { first: Math.min(...months) - 1, last: Math.max(...months) + 1 };
}
