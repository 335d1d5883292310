import "server-only";
import { transact } from "@/db/client";
import { isLocale } from "@/lib/i18n/locales";
import { hourMs, wallClock } from "@/lib/platform/clock";
import { sweepJobs } from "@/lib/platform/jobs";
import { layOut } from "@/lib/platform/mail/letter";
import { sendMail } from "@/lib/platform/mail/send-mail";
import { sweepLimits } from "@/lib/platform/rate-limit";
import { sweepIdentity } from "./commands";
import { linkLetter } from "./letters";
import { findMailToken, findPerson } from "./queries";
import { mailToken } from "./token";

/** Mails a link that `sendMailLink` stored. Nothing happens when it was used, ran out, or belongs to nobody. */
async function mailLink({ token: id = "", locale = "en", next = "" }: Record<string, string>): Promise<void> {
  const link = await findMailToken(id);
  if (!link?.userId || link.usedAt || link.expiresAt <= wallClock()) return;
  const person = await findPerson(link.userId);
  if (!person) return;
  const language = isLocale(locale) ? locale : "en";
  const letter = linkLetter(link.purpose, { name: person.name, token: mailToken(id), next, locale: language });
  await sendMail({ to: person.email, ...layOut(letter), key: `link-${id}` });
}

/** Clears away what has ended: sessions, links, counters, finished jobs. */
async function sweep(): Promise<void> {
  await transact(sweepIdentity);
  await sweepLimits();
  await sweepJobs();
}

export const mailLinkJob = { kind: "identity.mail-link", handler: mailLink };
export const identitySweepJob = { kind: "identity.sweep", everyMs: hourMs, handler: sweep };
