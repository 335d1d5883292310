import "server-only";
import { createHash } from "node:crypto";
import { transact } from "@/db/client";
import { isLocale } from "@/lib/i18n/locales";
import { dayMs, now } from "@/lib/platform/clock";
import { crashPoint } from "@/lib/platform/crash-point";
import { log } from "@/lib/platform/log";
import { layOut } from "@/lib/platform/mail/letter";
import { sendMail } from "@/lib/platform/mail/send-mail";
import { closeNotice, owe } from "./commands/notices";
import { noticeLetter } from "./notice-letter";
import { isWorthSending } from "./notices";
import { findNoticeFacts, findReceiver, listWaiting, type NoticeRow } from "./queries/notices";
import { listCancelledEnds, listPrepaidEnds, listTrialEnds } from "./queries/reminders";
import { endReminder, passReminder, trialReminder } from "./reminders";

const atOnce = 200;

/**
 * Sends the mails that are owed, each once. Returns how many went out. One that the mail server does not take waits
 * for the next run and holds nobody else up; after three days it is given up.
 */
export async function postNotices(): Promise<number> {
  let sent = 0;
  for (const notice of await listWaiting(now(), atOnce)) {
    try {
      const state = (await send(notice)) ? "sent" : "skipped";
      await transact((tx) => closeNotice(tx, notice.key, state));
      if (state === "sent") sent++;
    } catch (error) {
      log.warn({ notice: notice.key, error: error instanceof Error ? error.message : String(error) }, "mail not sent");
    }
  }
  return sent;
}

/**
 * Hands a mail over. False when there is nothing to say any more. The mail's key is the notice's: a crash before it is
 * noted as sent sends the same Message-ID again, which mail programs show once and the mail folder keeps once.
 */
async function send(notice: NoticeRow): Promise<boolean> {
  if (!isWorthSending(notice.at, now())) return false;
  const [receiver, facts] = await Promise.all([findReceiver(notice), findNoticeFacts(notice)]);
  if (!receiver || !facts) return false;
  const locale = isLocale(receiver.locale) ? receiver.locale : "en";
  const letter = noticeLetter(facts, { name: receiver.name, locale });
  const key = `notice-${createHash("sha256").update(notice.key).digest("hex").slice(0, 32)}`;
  await sendMail({ to: receiver.email, ...layOut(letter), key });
  crashPoint("notice.sent");
  return true;
}

/** Owes what the calendar asks for: passes, trials and cancelled subscriptions that end. Runs hourly. Returns how many were new. */
export async function oweReminders(): Promise<number> {
  const at = now();
  const inDays = (days: number) => new Date(at.getTime() + days * dayMs);
  const [passes, trials, cancelled] = await Promise.all([
    listPrepaidEnds(inDays(-1), inDays(14)),
    listTrialEnds(at, inDays(3)),
    listCancelledEnds(at, inDays(3)),
  ]);
  const reminders = [
    ...passes.map((end) => passReminder(end, at)),
    ...trials.map((trial) => trialReminder(trial, at)),
    ...cancelled.map((end) => endReminder(end, at)),
  ].filter((notice) => notice !== null);
  let owed = 0;
  for (const reminder of reminders) if (await transact((tx) => owe(tx, reminder))) owed++;
  return owed;
}
