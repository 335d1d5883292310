import "server-only";
import { cookies } from "next/headers";
import { forcedTheme, themeCookie } from "@/components/ui/theme";
import { requestLocale } from "@/lib/i18n/request";
import type { Preferences } from "./types";

/** Theme and language of this request: what every frame hands to its menus. */
export async function requestPreferences(): Promise<Preferences> {
  const theme = forcedTheme((await cookies()).get(themeCookie)?.value) ?? "system";
  return { theme, locale: await requestLocale() };
}
