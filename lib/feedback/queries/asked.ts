import "server-only";
import { dayMs } from "@/lib/platform/clock";
import { answerDays, askingTime, isAskedAt, mayShowCard } from "../survey-state";
import type { AskedMember, Survey } from "../types";
import { isInAudience, listCancellations } from "./audience";
import { findInvitations } from "./invitations";
import { listOpenSurveys } from "./surveys";

/** A survey that is open to a member, or was answered by them. */
export interface AskedSurvey {
  survey: Survey;
  /** Since when it is open to them. */
  since: Date;
  answered: boolean;
  dismissed: boolean;
}

type Asked = Omit<AskedMember, "cancelledAt"> & { communityId: string };

/**
 * The surveys a member is asked now, whether a job has noted it yet or not: what a cancellation has caused first, then
 * days, then dates. Whoever was invited stays so, also after leaving the segment.
 */
export async function listAsked({ communityId, ...member }: Asked, at: Date): Promise<AskedSurvey[]> {
  const open = await listOpenSurveys(communityId);
  if (open.length === 0) return [];
  const asked = await withCancellation(communityId, member, open, at);
  const now = open.filter((survey) => isAskedAt(survey, asked, at));
  const invitations = await findInvitations(
    member.memberId,
    now.map(({ id }) => id),
  );
  const found: AskedSurvey[] = [];
  for (const survey of now) {
    const invitation = invitations.get(survey.id);
    if (!invitation && !(await isInAudience(survey, member.memberId, at))) continue;
    found.push({
      survey,
      since: askingTime(survey, asked)!.from,
      answered: invitation?.answeredAt != null,
      dismissed: invitation?.dismissedAt != null,
    });
  }
  const order = { cancellation: 0, day: 1, dates: 2 };
  return found.sort((a, b) => order[a.survey.trigger] - order[b.survey.trigger]);
}

/** The one survey a card may be shown about, or null. */
export async function findCard(member: Asked, at: Date): Promise<AskedSurvey | null> {
  const asked = await listAsked(member, at);
  const open = asked.filter(({ answered, dismissed }) => !answered && !dismissed);
  return open.find(({ survey }) => mayShowCard(survey, member, at)) ?? null;
}

async function withCancellation(
  communityId: string,
  member: Omit<AskedMember, "cancelledAt">,
  open: readonly Survey[],
  at: Date,
): Promise<AskedMember> {
  if (!open.some(({ trigger }) => trigger === "cancellation")) return { ...member, cancelledAt: null };
  const since = new Date(at.getTime() - answerDays * dayMs);
  const cancellations = await listCancellations(communityId, [member.memberId], since);
  return { ...member, cancelledAt: cancellations.get(member.memberId) ?? null };
}
