import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { BrandMark } from "./brand-mark";
import { DemoStrip } from "./demo-strip";
import { PreferencePanel } from "./preference-panel";
import type { Preferences } from "./types";
import type { ShellWords } from "./words";

export interface FocusLayoutProps {
  /** What stands at the top: the product's mark by default, a community's for its own checkout. */
  mark?: ReactNode;
  /** sm 400 for signing in · md 560 · lg 720 for set-up. */
  width?: "sm" | "md" | "lg";
  demo?: boolean;
  /** Absent on pages that cannot run actions, such as errors. */
  preferences?: Preferences;
  words: ShellWords;
  children: ReactNode;
}

const widths = { sm: "max-w-108", md: "max-w-148", lg: "max-w-192" };

/** One task and nothing beside it: signing in, resetting, setting up. */
export function FocusLayout({ mark, width = "sm", demo, preferences, words, children }: FocusLayoutProps) {
  return (
    <div className="flex min-h-dvh flex-col bg-surface">
      {demo ? <DemoStrip words={words} /> : null}
      <header className="flex justify-center px-4 pt-10">
        {mark ?? (
          <Link href="/" className="flex items-center gap-2.5">
            <BrandMark />
            <b className="text-md">{words.product}</b>
          </Link>
        )}
      </header>
      <main id="main" tabIndex={-1} className={`mx-auto w-full flex-1 px-4 py-8 ${widths[width]}`}>
        {children}
      </main>
      {preferences ? (
        <footer className="flex justify-center px-4 pb-8">
          <PreferencePanel preferences={preferences} words={words} />
        </footer>
      ) : null}
    </div>
  );
}
