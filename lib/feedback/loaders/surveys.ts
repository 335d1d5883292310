import "server-only";
import { notFound } from "next/navigation";
import { amongSelected } from "@/db/dialect/sql";
import { loadCommunity } from "@/lib/communities/loaders";
import { now } from "@/lib/platform/clock";
import { findSegment, listSegmentNames, membersWhere } from "@/lib/segments/queries/filters";
import type { MemberFilter, SegmentName } from "@/lib/segments/types";
import { leastShown } from "../anonymity";
import { draftOf, markOf, problemsOf } from "../drafts";
import { mayManageSurveys } from "../policy";
import { countAudience } from "../queries/audience";
import { countInvited } from "../queries/invitations";
import { countResponses, listByMonth, listNamedResponses, listTallies, listTexts } from "../queries/results";
import { findSurvey, listQuestions, listSurveys } from "../queries/surveys";
import { ResultsQuery } from "../schema";
import { stateOf } from "../survey-state";
import { npsByMonth, resultOf } from "../tallies";
import type { Survey, SurveyQuestion, SurveyResults } from "../types";

type SearchParams = Record<string, unknown>;

/** For whoever runs the community; for others these pages do not exist. */
export async function requireSurveyManager(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!mayManageSurveys(viewer)) notFound();
  return { community, viewer };
}

/** Every survey with its state and how many answered. */
export async function loadSurveys(slug: string) {
  const { community, viewer } = await requireSurveyManager(slug);
  const rows = await listSurveys(community.id);
  return { community, viewer, rows: rows.map((row) => ({ ...row, state: stateOf(row, viewer.at) })) };
}

async function requireSurvey(slug: string, surveyId: string) {
  const page = await requireSurveyManager(slug);
  const survey = /^[0-9a-f-]{36}$/.test(surveyId) ? await findSurvey(page.community.id, surveyId) : null;
  if (!survey) notFound();
  return { ...page, survey, questions: await listQuestions(surveyId), state: stateOf(survey, page.viewer.at) };
}

/** One survey: its draft while it is one, else what came of it. */
export async function loadSurvey(slug: string, surveyId: string, search: SearchParams) {
  const page = await requireSurvey(slug, surveyId);
  const query = ResultsQuery.parse(search);
  const segments = await listSegmentNames(page.community.id);
  const named = segments.find(({ id }) => id === page.survey.segmentId)?.name ?? null;
  const audienceName = page.survey.audience === "segment" ? (named ?? (await nameOfSegment(page.survey))) : null;
  if (page.state === "draft")
    return { ...page, query, segments, audienceName, ...(await draftFacts(page)), results: null };
  const narrowed = await narrow(page, query.segment, segments);
  const results = await resultsOf(page.survey, page.questions, narrowed.among, textsShown);
  return { ...page, query, segments, audienceName, segment: narrowed.segment, results };
}

async function nameOfSegment({ communityId, segmentId }: Survey): Promise<string | null> {
  return segmentId ? ((await findSegment(communityId, segmentId))?.name ?? null) : null;
}

type Page = Awaited<ReturnType<typeof requireSurvey>>;

async function draftFacts({ survey, questions, community, viewer }: Page) {
  const draft = draftOf(survey, questions, community.zone);
  const people = await countAudience(survey, viewer.at);
  const problems = problemsOf(draft, { zone: community.zone, at: viewer.at, people, leastPeople: leastShown });
  return { draft, mark: markOf(draft), people, problems };
}

/** The segment answers are narrowed to. Never in an anonymous survey: nobody knows whose answers they are. */
async function narrow(
  { survey, community }: Page,
  wanted: string | undefined,
  segments: readonly SegmentName[],
): Promise<{ segment: SegmentName | null; among: MemberFilter }> {
  const segment = survey.anonymous ? undefined : segments.find(({ id }) => id === wanted);
  const found = segment && (await findSegment(community.id, segment.id));
  if (!segment || !found) return { segment: null, among: null };
  return { segment, among: amongSelected(membersWhere(community.id, found.rule, now(), community.zone)) };
}

const textsShown = 50;

async function resultsOf(
  survey: Survey,
  questions: readonly SurveyQuestion[],
  among: MemberFilter,
  textLimit: number,
): Promise<SurveyResults> {
  const asked = { surveyId: survey.id, among };
  const { anonymous } = survey;
  const first = questions.find(({ kind }) => kind === "nps");
  const [invited, responses, tallies, months] = await Promise.all([
    countInvited(survey.id),
    countResponses(asked),
    listTallies(asked),
    first ? listByMonth(first.id, asked) : [],
  ]);
  const results = await Promise.all(
    questions.map(async (question) => {
      const tally = tallies.get(question.id) ?? { counts: new Map(), n: 0 };
      const isShown = question.kind === "text" && !(anonymous && tally.n < leastShown);
      const texts = isShown ? await listTexts(question.id, asked, { anonymous, limit: textLimit }) : [];
      return resultOf(question, tally, { anonymous, texts, textCount: isShown ? tally.n : 0 });
    }),
  );
  const rate = invited > 0 && among === null ? responses / invited : null;
  return { invited, responses, rate, questions: results, months: npsByMonth(months, { anonymous }) };
}

/** What a file of a survey holds: what the page shows, and with names also each person's answers. */
export async function loadSurveyFile(slug: string, surveyId: string, search: SearchParams) {
  const page = await requireSurvey(slug, surveyId);
  if (page.state === "draft") notFound();
  const segments = await listSegmentNames(page.community.id);
  const { among } = await narrow(page, ResultsQuery.parse(search).segment, segments);
  const asked = { surveyId, among };
  const wantsPeople = search.of === "people" && !page.survey.anonymous;
  return {
    ...page,
    results: await resultsOf(page.survey, page.questions, among, 100_000),
    people: wantsPeople ? await listNamedResponses(asked) : null,
  };
}
