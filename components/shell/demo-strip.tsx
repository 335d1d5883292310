import { FlaskConical } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import type { ShellWords } from "./words";

/** Stands on every page of a demo directory: that no money moves, and the demo's three tools. */
export function DemoStrip({ words }: { words: ShellWords }) {
  const { demo } = words;
  const link = "py-1.5 font-medium text-ink-2 underline decoration-line underline-offset-3 hover:text-ink";
  return (
    <aside
      className="flex min-h-9 flex-none flex-wrap items-center gap-x-4 border-b border-line bg-canvas px-4 text-sm text-ink-2 md:px-6"
      aria-label={demo.label}
    >
      <span className="flex items-center gap-2 py-1.5">
        <FlaskConical className="size-3.5 text-ink-3" />
        {demo.strip}
      </span>
      <span className="flex flex-wrap gap-x-4 sm:ml-auto">
        <Link className={link} href="/sign-in">
          {demo.enterAs}
        </Link>
        <Link className={link} href="/dev/mail">
          {demo.mail}
        </Link>
        <Link className={link} href="/sandbox/clock">
          {demo.clock}
        </Link>
      </span>
    </aside>
  );
}
