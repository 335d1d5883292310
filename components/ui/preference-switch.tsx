import type { Icon } from "@/components/ui/icons";
import { Monitor, Moon, Sun } from "@/components/ui/icons";
import type { ThemeChoice } from "./theme";

export interface ThemeSwitchProps {
  current: ThemeChoice;
  label: string;
  words: Record<ThemeChoice, string>;
}

const themeIcons: Record<ThemeChoice, Icon> = { system: Monitor, light: Sun, dark: Moon };

/** System, light, dark: one form with three buttons, a plain one, so it works in static HTML and without JavaScript. Sends `theme`. */
export function ThemeSwitch({ current, label, words }: ThemeSwitchProps) {
  return (
    <form method="post" action="/preferences/theme">
      <fieldset className="seg">
        <legend className="sr-only">{label}</legend>
        {(["system", "light", "dark"] as const).map((choice) => {
          const Icon = themeIcons[choice];
          return (
            <button
              key={choice}
              type="submit"
              name="theme"
              value={choice}
              aria-pressed={choice === current}
              title={words[choice]}
            >
              <Icon />
              <span className="sr-only">{words[choice]}</span>
            </button>
          );
        })}
      </fieldset>
    </form>
  );
}

export interface LocaleSwitchProps {
  current: string;
  label: string;
  /** Each language under its own name. */
  choices: { locale: string; name: string }[];
}

/** The interface's language, the same way. Sends `locale`. */
export function LocaleSwitch({ current, label, choices }: LocaleSwitchProps) {
  return (
    <form method="post" action="/preferences/language">
      <fieldset className="seg">
        <legend className="sr-only">{label}</legend>
        {choices.map(({ locale, name }) => (
          <button
            key={locale}
            type="submit"
            name="locale"
            value={locale}
            lang={locale}
            aria-pressed={locale === current}
          >
            {name}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
