import "server-only";
import { type Tx, transact } from "@/db/client";
import { createUser, isEmailTaken, sendMailLink } from "./commands";
import { canonicalEmail } from "./email";
import { findCredentials } from "./queries";
import type { MailPurpose } from "./types";

export interface AccountRequest {
  name: string;
  email: string;
  passwordHash: string;
  locale: string;
  next: string;
}

/**
 * Makes an account and mails its confirmation link. When the address has one already, its owner is told so by mail
 * instead; the person at the screen cannot see the difference.
 */
export async function requestAccount(request: AccountRequest): Promise<void> {
  try {
    await transact((tx) => makeOrRemind(tx, request));
  } catch (error) {
    if (!isEmailTaken(error)) throw error;
    await transact((tx) => makeOrRemind(tx, request));
  }
}

async function makeOrRemind(tx: Tx, { name, email, passwordHash, locale, next }: AccountRequest): Promise<void> {
  const known = await findCredentials(canonicalEmail(email) ?? "");
  if (known) {
    await sendMailLink(tx, { purpose: "known", email, userId: known.userId, locale: known.locale ?? locale, next });
    return;
  }
  const userId = await createUser(tx, { name, email, passwordHash, locale });
  await sendMailLink(tx, { purpose: "confirm", email, userId, locale, next });
}

/** Mails a link to whoever the address belongs to; for an unknown address everything but the mail happens. */
export async function requestLink(
  purpose: Extract<MailPurpose, "sign-in" | "reset">,
  { email, locale, next }: { email: string; locale: string; next: string },
): Promise<void> {
  await transact(async (tx) => {
    const known = await findCredentials(canonicalEmail(email) ?? "");
    await sendMailLink(tx, {
      purpose,
      email,
      userId: known?.userId ?? null,
      locale: known?.locale ?? locale,
      next,
    });
  });
}
