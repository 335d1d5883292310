import "server-only";
import { createHash } from "node:crypto";
import { transact } from "@/db/client";
import { findCommunityById } from "@/lib/communities/queries";
import { isLocale } from "@/lib/i18n/locales";
import { dayMs, now } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { layOut } from "@/lib/platform/mail/letter";
import { sendMail } from "@/lib/platform/mail/send-mail";
import { invite, noteMailed } from "./commands/invitations";
import { listUninvited } from "./queries/audience";
import { listUnmailed } from "./queries/invitations";
import { listOpenSurveys } from "./queries/surveys";
import { surveyLetter } from "./survey-letter";
import { askingTime, isAskedAt, stateOf } from "./survey-state";
import type { Survey } from "./types";

const atOnce = 500;

/**
 * Notes who is asked by every running survey, so that "of how many" is known also of those who do not come by. Returns
 * how many were new.
 */
export async function inviteDue(communityId?: string): Promise<number> {
  const at = now();
  let invited = 0;
  for (const survey of await listOpenSurveys(communityId))
    if (stateOf(survey, at) === "running") invited += await inviteTo(survey, at);
  return invited;
}

async function inviteTo(survey: Survey, at: Date): Promise<number> {
  let count = 0;
  for (let after = ""; ; ) {
    const page = await listUninvited(survey, at, { after, limit: atOnce });
    const invited = page
      .filter((member) => isAskedAt(survey, member, at))
      .map((member) => ({ memberId: member.memberId, since: askingTime(survey, member)!.from }));
    const { id: surveyId, communityId } = survey;
    if (invited.length > 0) await transact((tx) => invite(tx, { communityId, surveyId, invited }));
    count += invited.length;
    if (page.length < atOnce) return count;
    after = page.at(-1)!.memberId;
  }
}

const lettersAtOnce = 200;

/**
 * Sends the letters of surveys that send some, one to each who is asked, ever. Returns how many went out. A letter the
 * mail server does not take waits for the next run and holds nobody else up.
 */
export async function postSurveyLetters(): Promise<number> {
  const at = now();
  let sent = 0;
  for (const survey of await listOpenSurveys())
    if (survey.mails && stateOf(survey, at) === "running") sent += await postLettersOf(survey, at);
  return sent;
}

async function postLettersOf(survey: Survey, at: Date): Promise<number> {
  // To who has joined just now the community has other things to say, unless joining is what the survey is about.
  const settledBy = survey.trigger === "dates" ? new Date(at.getTime() - dayMs) : at;
  const [community, receivers] = await Promise.all([
    findCommunityById(survey.communityId),
    listUnmailed(survey.id, { settledBy, limit: lettersAtOnce }),
  ]);
  let sent = 0;
  for (const receiver of community ? receivers : []) {
    const until = survey.trigger === "dates" ? null : receiver.invitedAt.getTime() + 3 * dayMs;
    try {
      if (until === null || at.getTime() < until) {
        const locale = isLocale(receiver.locale) ? receiver.locale : community!.locale;
        const letter = surveyLetter({ survey, community: community! }, { name: receiver.name, locale });
        await sendMail({ to: receiver.email, ...layOut(letter), key: letterKey(survey.id, receiver.memberId) });
        sent++;
      }
      await transact((tx) => noteMailed(tx, survey.id, [receiver.memberId]));
    } catch (error) {
      log.warn({ survey: survey.id, error: error instanceof Error ? error.message : String(error) }, "mail not sent");
    }
  }
  return sent;
}

/** The same letter has the same key: after a crash between sending and noting it is shown once. */
const letterKey = (surveyId: string, memberId: string) =>
  `survey-${createHash("sha256").update(`${surveyId}:${memberId}`).digest("hex").slice(0, 32)}`;
