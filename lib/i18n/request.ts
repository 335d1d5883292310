import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { isLocale, type Locale, localeFromHeader } from "./locales";
import { type Words, wordsFor } from "./words";

/** The cookie in which the chosen language stands. Signing in copies the account's language into it. */
export const localeCookie = "guildhall-locale";

/** The interface language of this request: cookie (which follows the account), then Accept-Language, then English. */
export const requestLocale = cache(async (): Promise<Locale> => {
  const chosen = (await cookies()).get(localeCookie)?.value;
  return isLocale(chosen) ? chosen : localeFromHeader((await headers()).get("accept-language"));
});

/** The words of this request. */
export const requestWords = cache(async (): Promise<Words> => wordsFor(await requestLocale()));
