import "server-only";
import { transact } from "@/db/client";
import { minuteMs } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { clearLimit, returnLimit, spendLimits } from "@/lib/platform/rate-limit";
import { canonicalEmail } from "./email";
import { readKnownBrowser } from "./known-browser";
import { verifyPassword } from "./password";
import { findCredentials } from "./queries";
import { hashToken } from "./token";

/** Ten wrong tries per account in ten minutes: the eleventh waits, the owner's own browsers count for themselves. */
const perAccount = { count: 10, windowMs: 10 * minuteMs };
/** Sixty per address (IPv6: per /64): a whole office behind one address mistypes less than that. */
const perAddress = { count: 60, windowMs: 10 * minuteMs };

/**
 * Whose account an e-mail and a password open. Throws Refusal("wrong-sign-in") with the same words and after the same
 * time whether the address or the password is wrong, and Refusal("too-many") when the tries are used up. A try is
 * counted before the password is looked at, so that parallel guesses cannot slip past, and given back when it was right.
 */
export async function checkPassword(attempt: {
  email: string;
  password: string;
  address: string;
  knownBrowser?: string;
}): Promise<{ userId: string; locale: string | null; emailCanonical: string }> {
  const emailCanonical = canonicalEmail(attempt.email) ?? "";
  const browser = readKnownBrowser(attempt.knownBrowser, emailCanonical);
  const accountKey = `sign-in:${hashToken(emailCanonical || attempt.email)}${browser ? `:${browser}` : ""}`;
  const addressKey = `sign-in@${attempt.address}`;
  await spendLimits([
    { key: accountKey, ...perAccount },
    { key: addressKey, ...perAddress },
  ]);
  const account = await findCredentials(emailCanonical);
  const right = await verifyPassword(attempt.password, account?.passwordHash ?? null);
  if (!account || !right) throw new Refusal("wrong-sign-in");
  await transact(async (tx) => {
    await clearLimit(tx, accountKey);
    await returnLimit(tx, addressKey);
  });
  return { userId: account.userId, locale: account.locale, emailCanonical };
}
