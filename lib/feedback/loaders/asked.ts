import "server-only";
import { notFound, redirect } from "next/navigation";
import type { Viewer } from "@/lib/access/types";
import { loadCommunity } from "@/lib/communities/loaders";
import { now } from "@/lib/platform/clock";
import { mayBeAsked, notAskedRoles } from "../policy";
import { findCard, listAsked } from "../queries/asked";
import { findInvitations, listAnswered, listMembershipsOf } from "../queries/invitations";
import { findSurvey, listQuestions } from "../queries/surveys";

/** The survey a card on this viewer's page may be about; null for most people most of the time. */
export async function loadSurveyCard(viewer: Viewer) {
  if (!viewer.membership || !mayBeAsked(viewer)) return null;
  const { memberId, joinedAt } = viewer.membership;
  const card = await findCard({ communityId: viewer.communityId, memberId, joinedAt }, viewer.at);
  return card && cardOf(card.survey);
}

/** After a cancellation: what one of somebody's communities asks whoever has cancelled. */
export async function loadCancellationCard(userId: string) {
  const at = now();
  for (const { slug, locale, name, role, ...member } of await listMembershipsOf(userId)) {
    if (notAskedRoles.some((known) => known === role)) continue;
    const asked = await listAsked(member, at);
    const found = asked.find(
      ({ survey, answered, dismissed }) => survey.trigger === "cancellation" && !answered && !dismissed,
    );
    if (found) return { ...cardOf(found.survey), slug, lang: locale, community: name };
  }
  return null;
}

const cardOf = ({ id, title, anonymous }: { id: string; title: string; anonymous: boolean }) => ({
  id,
  title,
  anonymous,
});

/** What a member is asked, and what they have answered. For others the page does not exist. */
export async function loadOwnSurveys(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!viewer.membership) notFound();
  const { memberId, joinedAt } = viewer.membership;
  const [asked, answered] = await Promise.all([
    mayBeAsked(viewer) ? listAsked({ communityId: community.id, memberId, joinedAt }, viewer.at) : [],
    listAnswered(community.id, memberId),
  ]);
  const open = asked.filter((one) => !one.answered).map(({ survey }) => ({ ...cardOf(survey), intro: survey.intro }));
  return { community, viewer, open, answered };
}

/**
 * One survey as a member meets it: to be answered (`open`), answered, or not (any more) for them. Whoever is not signed
 * in comes from a letter, and is asked to. Drafts, and surveys of other communities, do not exist.
 */
export async function loadSurveyToAnswer(slug: string, surveyId: string) {
  const { community, viewer } = await loadCommunity(slug);
  const path = `/c/${community.slug}/surveys/${surveyId}`;
  if (!viewer.person) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  if (!viewer.membership || !/^[0-9a-f-]{36}$/.test(surveyId)) notFound();
  const survey = await findSurvey(community.id, surveyId);
  if (!survey?.publishedAt) notFound();
  const { memberId, joinedAt } = viewer.membership;
  const [questions, invitations, asked] = await Promise.all([
    listQuestions(surveyId),
    findInvitations(memberId, [surveyId]),
    mayBeAsked(viewer) ? listAsked({ communityId: community.id, memberId, joinedAt }, viewer.at) : [],
  ]);
  const found = asked.find((one) => one.survey.id === surveyId);
  const answered = invitations.get(surveyId)?.answeredAt != null;
  const standing = answered ? ("answered" as const) : found ? ("open" as const) : ("closed" as const);
  return { community, viewer, survey, questions, standing };
}
