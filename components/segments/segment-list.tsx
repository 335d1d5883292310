import { Link } from "@/components/ui/link";
import type { Words } from "@/lib/i18n/words";
import type { Rule } from "@/lib/segments/schema";
import { templateNames } from "@/lib/segments/templates";
import { ruleSummary } from "./rule-list";
import type { Names } from "./segment-words";

interface Listed {
  id: string;
  name: string;
  rule: Rule;
  /** Members now; absent for archived ones. */
  count?: number;
}

/** Segments with what they ask and how many they find now. */
export function SegmentList({
  segments,
  path,
  names,
  words,
}: {
  segments: readonly Listed[];
  path: string;
  names: Names;
  words: Words;
}) {
  return (
    <ul className="hair">
      {segments.map(({ id, name, rule, count }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-3">
          <div className="min-w-0 flex-1 basis-72">
            <Link href={`${path}/${id}`} className="link font-medium">
              {name}
            </Link>
            <p className="text-sm text-ink-2">{ruleSummary(rule, names, words)}</p>
          </div>
          {count === undefined ? null : <p className="num">{words.t("segments.members", { count })}</p>}
        </li>
      ))}
    </ul>
  );
}

/** Questions to begin with: each opens the editor filled in. */
export function TemplateList({ path, words: { t } }: { path: string; words: Words }) {
  return (
    <ul className="mt-2 grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
      {templateNames.map((name) => (
        <li key={name}>
          <Link href={`${path}/new?template=${name}`} className="card block h-full px-4 py-3 hover:bg-hover">
            <span className="block font-medium">{t(`segments.template.${name}`)}</span>
            <span className="block text-sm text-ink-2">{t(`segments.templateHint.${name}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
