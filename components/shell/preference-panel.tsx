import { LocaleSwitch, ThemeSwitch } from "@/components/ui/preference-switch";
import type { Preferences } from "./types";
import type { ShellWords } from "./words";

/** Theme and language, side by side or below each other. */
export function PreferencePanel({ preferences, words }: { preferences: Preferences; words: ShellWords }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ThemeSwitch current={preferences.theme} label={words.theme} words={words.themes} />
      <LocaleSwitch current={preferences.locale} label={words.language} choices={words.languages} />
    </div>
  );
}
