"use server";
import { transact } from "@/db/client";
import { memberAction } from "@/lib/access/action";
import type { Viewer } from "@/lib/access/types";
import { hourMs } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { answerSurvey } from "../commands/answers";
import { dismissSurvey } from "../commands/invitations";
import { mayBeAsked } from "../policy";
import { type AskedSurvey, listAsked } from "../queries/asked";
import { listQuestions } from "../queries/surveys";
import { SurveyRef } from "../schema";
import { readAnswers } from "../typed-answers";

/** A survey that is open to this member now; refused otherwise, whatever the form says. */
async function askedSurvey(viewer: Viewer, surveyId: string): Promise<AskedSurvey> {
  const { communityId, membership, at } = viewer;
  if (!membership || !mayBeAsked(viewer)) throw new NotFound();
  const { memberId, joinedAt } = membership;
  const asked = await listAsked({ communityId, memberId, joinedAt }, at);
  const found = asked.find(({ survey }) => survey.id === surveyId);
  if (!found) throw new Refusal("survey-closed");
  return found;
}

/** Limited by address and not by person: who answered an anonymous survey when is written down nowhere. */
export const answerSurveyAction = memberAction({
  name: "feedback.answer",
  schema: SurveyRef,
  limits: { perAddress: [240, hourMs] },
  handler: async ({ input, viewer, community, form }) => {
    const { survey, since, answered } = await askedSurvey(viewer, input.survey);
    if (answered) throw new Refusal("survey-answered");
    const { answers, error } = readAnswers(await listQuestions(survey.id), (name) => {
      const value = form.get(name);
      return typeof value === "string" ? value : null;
    });
    if (error) throw new Refusal(error.code, error.field === "" ? {} : { field: error.field });
    const { memberId } = viewer.membership;
    await transact((tx) => answerSurvey(tx, { survey, zone: community.zone, memberId, askedSince: since, answers }));
    return { redirectTo: `/c/${community.slug}/surveys/${survey.id}` };
  },
});

/** Puts the card away. Leads back to the feed, or to the billing page when that is where it stood. */
export const dismissSurveyAction = memberAction({
  name: "feedback.dismiss",
  schema: SurveyRef,
  limits: { perPerson: [120, hourMs] },
  handler: async ({ input, viewer, community, form }) => {
    const { since } = await askedSurvey(viewer, input.survey);
    const own = { communityId: community.id, surveyId: input.survey, memberId: viewer.membership.memberId };
    await transact((tx) => dismissSurvey(tx, { ...own, since }));
    return { redirectTo: form.get("from") === "billing" ? "/me/billing" : `/c/${community.slug}/feed` };
  },
});
