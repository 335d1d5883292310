import "server-only";
import { createHash } from "node:crypto";
import { transact } from "@/db/client";
import { isLocale } from "@/lib/i18n/locales";
import { dayMs, now } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { layOut } from "@/lib/platform/mail/letter";
import { sendMail } from "@/lib/platform/mail/send-mail";
import { claimLetter, dropLetter, recordReached, releaseLetter } from "./commands/outreach";
import { letterHeaders, outreachLetter } from "./outreach-letter";
import { givenUpAfterDays } from "./outreach-state";
import { findLetter, listWaitingLetters } from "./queries/letters";

const atOnce = 200;

/**
 * Sends the letters that wait, each once. Returns how many went out. A letter is taken before it is sent: after a
 * crash in between it is lost rather than sent twice. One that the mail server refuses is put back for the next run.
 */
export async function postLetters(): Promise<number> {
  const since = new Date(now().getTime() - givenUpAfterDays * dayMs);
  let sent = 0;
  for (const { outreachId, memberId } of await listWaitingLetters(atOnce, since)) {
    try {
      if (await send(outreachId, memberId)) sent++;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log.warn({ outreach: outreachId, member: memberId, error: message }, "letter not sent");
    }
  }
  return sent;
}

/** Why a letter that was meant to go out is let be: what has changed since it was begun. */
function reasonToDrop({ refusedAt, leftAt, confirmedAt }: NonNullable<Awaited<ReturnType<typeof findLetter>>>) {
  if (refusedAt) return "refused";
  if (leftAt) return "gone";
  return confirmedAt ? null : "unconfirmed";
}

async function send(outreachId: string, memberId: string): Promise<boolean> {
  const found = await findLetter(outreachId, memberId);
  if (!found) return false;
  const { letter, community, coupon } = found;
  const reason = reasonToDrop(found);
  if (reason) {
    await transact((tx) => dropLetter(tx, outreachId, memberId, reason));
    return false;
  }
  if (!(await transact((tx) => claimLetter(tx, outreachId, memberId)))) return false;
  const wanted = found.locale ?? community.locale;
  const text = outreachLetter({
    community,
    member: { id: memberId, name: found.name, locale: isLocale(wanted) ? wanted : "en" },
    subject: letter.subject,
    message: letter.message,
    coupon,
  });
  try {
    const key = createHash("sha256").update(`${outreachId} ${memberId}`).digest("hex").slice(0, 32);
    const headers = letterHeaders(community, memberId);
    await sendMail({ to: found.email, ...layOut(text), headers, key: `outreach-${key}` });
  } catch (error) {
    await transact((tx) => releaseLetter(tx, outreachId, memberId));
    throw error;
  }
  const reached = { communityId: community.id, outreachId, memberId, kind: letter.kind, actorId: letter.createdBy };
  await transact((tx) => recordReached(tx, reached));
  return true;
}
