import type { Words } from "@/lib/i18n/words";
import { composeSegmentAction } from "@/lib/segments/actions";
import type { Draft } from "@/lib/segments/draft";
import { SegmentEditor } from "./segment-editor";
import { editorFields, type Names } from "./segment-words";

interface SegmentFormProps {
  community: { slug: string };
  /** The segment that is changed; none makes a new one. */
  segmentId?: string;
  draft: Draft;
  names: Names;
  words: Words;
}

/** The editor with its words, and below it what the words mean. */
export function SegmentForm({ community, segmentId, draft, names, words }: SegmentFormProps) {
  const { t } = words;
  return (
    <>
      <SegmentEditor
        action={composeSegmentAction}
        hidden={{ community: community.slug, ...(segmentId ? { segment: segmentId } : {}) }}
        initial={draft}
        fields={editorFields(names, words)}
        words={{
          name: t("segments.form.name"),
          nameHelp: t("segments.form.nameHelp"),
          groupsMode: t("segments.form.groupsMode"),
          modes: { all: t("segments.form.mode.all"), any: t("segments.form.mode.any") },
          groupMode: t("segments.form.groupMode"),
          inGroup: { all: t("segments.form.inGroup.all"), any: t("segments.form.inGroup.any") },
          group: t("segments.form.group"),
          rule: t("segments.form.rule"),
          field: t("segments.form.field"),
          comparison: t("segments.form.comparison"),
          value: t("segments.form.value"),
          days: t("segments.form.days"),
          addRow: t("segments.form.addRow"),
          addGroup: t("segments.form.addGroup"),
          removeRow: t("segments.form.removeRow"),
          removeGroup: t("segments.form.removeGroup"),
          count: t("segments.form.count"),
          counting: t("segments.form.counting"),
          countHint: t("segments.form.countHint"),
          save: t("segments.form.save"),
          saving: t("segments.form.saving"),
        }}
      />
      <StageNotes words={words} />
    </>
  );
}

const stages = ["lapsed", "contributor", "regular", "activated", "new", "at-risk"] as const;

/** What the stages mean, in the order in which they are asked, and what language and source do not say. */
function StageNotes({ words: { t } }: { words: Words }) {
  return (
    <details className="mt-8 border-t border-line pt-4">
      <summary className="cursor-pointer py-1 text-ink-2">{t("segments.stagesTitle")}</summary>
      <p className="mt-2 text-sm text-ink-2">{t("segments.stages.lead")}</p>
      <dl className="hair mt-1">
        {stages.map((stage) => (
          <div key={stage} className="grid gap-x-4 py-2 sm:grid-cols-[8rem_1fr]">
            <dt className="font-medium">{t(`segments.value.stage.${stage}`)}</dt>
            <dd className="text-ink-2">{t(`segments.stages.${stage}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-ink-2">{t("segments.form.language")}</p>
      <p className="mt-1 text-sm text-ink-2">{t("segments.form.privacy")}</p>
    </details>
  );
}
