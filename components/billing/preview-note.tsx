import { Eye } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import type { Words } from "@/lib/i18n/words";

interface PreviewNoteProps {
  here: string;
  isPreview: boolean;
  mayPreview: boolean;
  words: Words;
}

/** For who runs the community: the way to see a page with a visitor's eyes, and back. */
export function PreviewNote({ here, isPreview, mayPreview, words: { t } }: PreviewNoteProps) {
  if (isPreview) {
    return (
      <Notice
        className="mb-6"
        action={
          <Link className="link" href={here}>
            {t("billing.join.asVisitorBack")}
          </Link>
        }
      >
        {t("billing.join.asVisitor")}
      </Notice>
    );
  }
  if (!mayPreview) return null;
  return (
    <p className="mb-4 text-sm">
      <Link className="link inline-flex items-center gap-1.5" href={`${here}?as=visitor`}>
        <Eye className="size-3.5" />
        {t("billing.join.asVisitorDo")}
      </Link>
    </p>
  );
}
