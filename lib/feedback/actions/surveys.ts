"use server";
import { revalidatePath } from "next/cache";
import { transact } from "@/db/client";
import { managerAction } from "@/lib/access/action";
import { wordsFor } from "@/lib/i18n/words";
import { hourMs, now } from "@/lib/platform/clock";
import { archiveSurvey, changeSurvey, createSurvey, publishSurvey } from "../commands/surveys";
import { readDraft, takeStep } from "../drafts";
import { CreateSurvey, PublishSurvey, SaveSurvey, SurveyRef } from "../schema";
import { templateDraft } from "../templates";

const pageOf = (slug: string, surveyId: string) => `/c/${slug}/manage/surveys/${surveyId}`;

/** Begins a survey from a template, in the community's language. */
export const createSurveyAction = managerAction({
  name: "feedback.create",
  schema: CreateSurvey,
  limits: { perPerson: [60, hourMs] },
  handler: async ({ input, viewer, community }) => {
    const { id: communityId, zone, locale, slug } = community;
    const draft = templateDraft(input.template, wordsFor(locale), now(), zone);
    const actorId = viewer.membership.memberId;
    const id = await transact((tx) => createSurvey(tx, { communityId, actorId, zone, draft }));
    return { redirectTo: pageOf(slug, id) };
  },
});

/** Keeps a draft as it stands in the editor, and takes one step: every button of the editor sends the whole form. */
export const saveSurveyAction = managerAction({
  name: "feedback.save",
  schema: SaveSurvey,
  handler: async ({ input, community, form }) => {
    const typed = (name: string) => {
      const value = form.get(name);
      return typeof value === "string" ? value : null;
    };
    const { draft, at } = takeStep(readDraft(typed), input.do);
    const { id: communityId, zone, slug } = community;
    await transact((tx) => changeSurvey(tx, { communityId, surveyId: input.survey, zone, draft }));
    const page = pageOf(slug, input.survey);
    revalidatePath(page);
    if (input.do === "preview") return { redirectTo: `${page}?view=preview` };
    if (input.do === "publish") return { redirectTo: `${page}#publish` };
    return { redirectTo: at === null ? `${page}?saved=yes` : `${page}#question-${at + 1}` };
  },
});

export const publishSurveyAction = managerAction({
  name: "feedback.publish",
  schema: PublishSurvey,
  handler: async ({ input, viewer, community }) => {
    const { id: communityId, zone, slug } = community;
    const deed = { communityId, surveyId: input.survey, actorId: viewer.membership.memberId };
    await transact((tx) => publishSurvey(tx, { ...deed, zone, seen: input.seen }));
    revalidatePath(`/c/${slug}/manage/surveys`);
    return { redirectTo: pageOf(slug, input.survey) };
  },
});

export const archiveSurveyAction = managerAction({
  name: "feedback.archive",
  schema: SurveyRef,
  handler: async ({ input, viewer, community }) => {
    const deed = { communityId: community.id, surveyId: input.survey, actorId: viewer.membership.memberId };
    await transact((tx) => archiveSurvey(tx, deed));
    revalidatePath(`/c/${community.slug}/manage/surveys`);
    return { redirectTo: `/c/${community.slug}/manage/surveys` };
  },
});
