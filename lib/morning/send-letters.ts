import "server-only";
import { transact } from "@/db/client";
import { catchUp } from "@/lib/analytics/project-now";
import { findCommunityById, listCommunities } from "@/lib/communities/queries";
import { isLocale } from "@/lib/i18n/locales";
import { findPerson } from "@/lib/identity/queries";
import { addDays } from "@/lib/platform/calendar";
import { now } from "@/lib/platform/clock";
import { enqueue } from "@/lib/platform/jobs";
import { layOut } from "@/lib/platform/mail/letter";
import { sendMail } from "@/lib/platform/mail/send-mail";
import { claimLetter } from "./commands";
import { findMorning } from "./find-morning";
import { letterWeek, weekBefore } from "./letter-week";
import { type LetterFacts, morningLetter } from "./morning-letter";
import { findStanding, listActiveDays, listReceivers, listSpanDays, wantsLetter } from "./queries";
import { figuresOfWeek } from "./weekly-sums";

/** The kind of job that sends one letter: see jobs.ts. */
export const letterKind = "morning.letter";

/**
 * Puts the letters that are due into the queue, each once: the week is claimed and the job stored in one transaction,
 * so that neither a second instance nor a crash between the two makes it two or none. Returns how many.
 */
export async function queueLetters(): Promise<number> {
  let queued = 0;
  for (const community of await listCommunities()) {
    const week = letterWeek(now(), community.zone);
    if (!week) continue;
    for (const { userId } of await listReceivers(community.id, week)) {
      const isOurs = await transact(async (tx) => {
        if (!(await claimLetter(tx, { communityId: community.id, userId, week }))) return false;
        await enqueue(tx, { kind: letterKind, payload: { community: community.id, user: userId, week } });
        return true;
      });
      if (isOurs) queued++;
    }
  }
  return queued;
}

/** Sends one letter. What it says is looked up now; who has said no or changed the address in the meantime gets none. */
export async function sendLetter({ community: id = "", user = "", week = "" }: Record<string, string>): Promise<void> {
  const [community, person] = await Promise.all([findCommunityById(id), findPerson(user)]);
  if (!community || !person?.emailVerifiedAt || !(await wantsLetter(id, user))) return;
  await catchUp(community);
  const locale = isLocale(person.locale) ? person.locale : community.locale;
  const facts = await letterFacts(community, week);
  await sendMail({
    to: person.email,
    ...layOut(morningLetter(facts, { name: person.name, locale })),
    key: `morning-${id}-${user}-${week}`,
  });
}

type LetterCommunity = NonNullable<Awaited<ReturnType<typeof findCommunityById>>>;

async function letterFacts(community: LetterCommunity, monday: string): Promise<LetterFacts> {
  const { first, last } = weekBefore(monday, community.zone);
  const standing = (day: string) => findStanding(community.id, community.currency, day);
  const [morning, active, spans, before, after] = await Promise.all([
    findMorning(community, now()),
    listActiveDays(community.id, first, last),
    listSpanDays(community.id, first, last),
    standing(addDays(first, -1)),
    standing(last),
  ]);
  return { community, morning, week: { first, last, figures: figuresOfWeek({ active, spans }, last), before, after } };
}
