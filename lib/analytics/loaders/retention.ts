import "server-only";
import { notFound } from "next/navigation";
import { type CohortCell, type CohortRow, peopleQuestion, type RangeCell } from "../cohort-figures";
import { momentsOf, spanHeadcount, timelineOf } from "../edges";
import { countPeople, listPeople } from "../queries/cohort-rows";
import { listSpanEdges, listStaying } from "../queries/edges";
import { listProductNames } from "../queries/mrr";
import {
  type CohortPeople,
  hasPayingSpans,
  listActiveGroups,
  listChannels,
  listPaidTerms,
  listRenewalGroups,
  listSpanGroups,
  whomOf,
} from "../queries/retention";
import { previousRange } from "../ranges";
import { type CohortQuestion, cohortQuestion, computeCohorts, firstCohort, type Retention } from "../retention-report";
import { cursorText, inBatchesOf, type RowCursor, readRowCursor } from "../row-cursor";
import { rowsPerPage } from "../rows";
import { type AnalyticsFrame, loadFrame } from "./frame";

type Search = Record<string, unknown>;

/** What cohorts can be narrowed by here. */
export interface CohortChoices {
  plans: { id: string; name: string | null }[];
  terms: string[];
  channels: string[];
}

export type RetentionFrame = AnalyticsFrame & { question: CohortQuestion };

/** Who stayed: the cohort table of the address, and the range's own figures. */
export async function loadRetention(
  slug: string,
  search: Search,
): Promise<RetentionFrame & { retention: Retention; choices: CohortChoices }> {
  const frame = await loadQuestioned(slug, search);
  const { community, range, question } = frame;
  const people = peopleOf(frame);
  const window = { unit: question.unit, first: firstCohort(question, range), asOf: range.to };
  const [spans, active, renewals, staying, choices] = await Promise.all([
    listSpanGroups(people, window),
    question.variant === "activity" ? listActiveGroups(people, window) : [],
    question.variant === "renewal" ? listRenewalGroups(people, window) : [],
    findStaying(frame, people),
    listChoices(community.id),
  ]);
  const report = computeCohorts({ spans, active, renewals }, question, range);
  return { ...frame, retention: { report, ...staying }, choices };
}

async function findStaying({ range, question }: RetentionFrame, people: CohortPeople) {
  const previous = previousRange(range);
  const whom = await whomOf(people);
  const moments = momentsOf([previous.from, range.from, range.to]);
  const [edges, [now, before]] = await Promise.all([
    listSpanEdges(people.communityId, moments, whom),
    listStaying(people.communityId, question.scope, [range, previous], whom),
  ]);
  const timeline = timelineOf(moments, edges, question.scope);
  return {
    staying: spanHeadcount(timeline, now!, range.from, range.to),
    stayingBefore: spanHeadcount(timeline, before!, previous.from, previous.to),
  };
}

async function listChoices(communityId: string): Promise<CohortChoices> {
  const [paid, names, channels] = await Promise.all([
    listPaidTerms(communityId),
    listProductNames(communityId),
    listChannels(communityId),
  ]);
  const productIds = [...new Set(paid.map(({ productId }) => productId))].filter((id) => id !== "");
  return {
    plans: productIds.map((id) => ({ id, name: names.get(id) ?? null })),
    terms: [...new Set(paid.map(({ interval }) => interval))].filter((interval) => interval !== "").sort(),
    channels,
  };
}

/** The people of one cohort, or of one of the range's figures. */
export async function loadRetentionRows(
  slug: string,
  search: Search,
): Promise<RetentionFrame & { cell: CohortCell | RangeCell; total: number; people: CohortRow[]; next: string | null }> {
  const { cell, ...frame } = await loadCell(slug, search);
  const { range, query, seesPeople } = frame;
  const people = peopleOf(frame);
  const total = await countPeople(people, cell, range.to);
  const paging = { asOf: range.to, after: readRowCursor(query.after), limit: rowsPerPage + 1 };
  const rows = seesPeople ? await listPeople(people, cell, paging) : [];
  const page = rows.slice(0, rowsPerPage);
  const next = rows.length > rowsPerPage ? cursorText(cursorOf(page.at(-1)!)) : null;
  return { ...frame, cell, total, people: page, next };
}

const cursorOf = ({ startsAt, memberId }: CohortRow): RowCursor => ({ number: startsAt.getTime(), id: memberId });

const rowsPerBatch = 500;

/** The same people one after the other, for a file. For who may not see people it does not exist. */
export async function loadRetentionRowsFile(
  slug: string,
  search: Search,
): Promise<RetentionFrame & { cell: CohortCell | RangeCell; people: AsyncIterable<CohortRow> }> {
  const { cell, ...frame } = await loadCell(slug, search);
  if (!frame.seesPeople) notFound();
  const asOf = frame.range.to;
  const people = inBatchesOf(
    rowsPerBatch,
    (wanted) => listPeople(peopleOf(frame), cell, { asOf, ...wanted }),
    cursorOf,
  );
  return { ...frame, cell, people };
}

async function loadCell(slug: string, search: Search): Promise<RetentionFrame & { cell: CohortCell | RangeCell }> {
  const frame = await loadQuestioned(slug, search);
  const cell = peopleQuestion(frame.query.figure, frame.query.at, frame.question, frame.range);
  if (!cell) notFound();
  return { ...frame, cell };
}

async function loadQuestioned(slug: string, search: Search): Promise<RetentionFrame> {
  const frame = await loadFrame(slug, "retention", search);
  return { ...frame, question: cohortQuestion(frame.query, await hasPayingSpans(frame.community.id)) };
}

function peopleOf({ community, among, question }: RetentionFrame): CohortPeople {
  return { communityId: community.id, scope: question.scope, filter: among, narrowed: question.narrowed };
}
