import { FlaskConical } from "@/components/ui/icons";
import type { Words } from "@/lib/i18n/words";

/** Wherever somebody is about to pay and no money will move. */
export function SandboxStrip({ words }: { words: Words }) {
  return (
    <p className="flex items-center gap-2 rounded-md border border-line bg-canvas px-3 py-2 text-sm text-ink-2">
      <FlaskConical className="size-4 flex-none text-ink-3" aria-hidden="true" />
      {words.t("sandbox.strip")}
    </p>
  );
}
