import { Notice } from "@/components/ui/notice";
import type { Translate } from "@/lib/i18n/words";

/** Whether an answer carries a name, and what that means: stands above the questions. */
export function AnonymityNote({ anonymous, t }: { anonymous: boolean; t: Translate }) {
  return (
    <Notice className="mt-4" title={t(anonymous ? "feedback.member.anonymous" : "feedback.member.named")}>
      <p>{t(anonymous ? "feedback.member.anonymousMeans" : "feedback.member.namedMeans")}</p>
    </Notice>
  );
}
