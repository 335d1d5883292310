import { Lock } from "@/components/ui/icons";
import type { OutlineEntry } from "@/lib/posts/types";

/** The headings of a post. Those behind the pay line are named, carry a lock and lead nowhere for who cannot read. */
export function Outline({
  entries,
  locked,
  words,
}: {
  entries: OutlineEntry[];
  locked: boolean;
  words: { contents: string; locked: string };
}) {
  if (entries.length < 2) return null;
  return (
    <nav aria-label={words.contents}>
      <p className="label">{words.contents}</p>
      <ol className="mt-2 border-l border-line text-sm">
        {entries.map((entry) => {
          const indent = entry.level === 3 ? "pl-6" : "pl-3";
          return (
            <li key={entry.id}>
              {locked && entry.locked ? (
                <span className={`flex items-center gap-1.5 py-1 text-ink-3 ${indent}`}>
                  <span className="min-w-0 flex-1">{entry.text}</span>
                  <Lock className="size-3.5" aria-hidden="true" />
                  <span className="sr-only">{words.locked}</span>
                </span>
              ) : (
                <a href={`#${entry.id}`} className={`block py-1 text-ink-2 hover:text-ink ${indent}`}>
                  {entry.text}
                </a>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
