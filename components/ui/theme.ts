/** What a person can choose; "system" is the absence of the cookie and of `data-theme`. */
export const themeChoices = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** The cookie in which a forced theme stands: "light" or "dark". */
export const themeCookie = "guildhall-theme";

/** The value for `<html data-theme>`: only a forced theme has one. */
export function forcedTheme(value: unknown): "light" | "dark" | undefined {
  return value === "light" || value === "dark" ? value : undefined;
}
