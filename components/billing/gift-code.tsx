import { Link } from "@/components/ui/link";
import type { Words } from "@/lib/i18n/words";

/** A gift's code, large enough to copy by hand, with the page where it is redeemed. */
export function GiftCode({ code, slug, words: { t } }: { code: string; slug: string; words: Words }) {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
      <code className="rounded bg-sunken px-2.5 py-1 font-mono text-md break-all select-all">{code}</code>
      <Link className="link text-sm" href={`/c/${slug}/gift/redeem?code=${encodeURIComponent(code)}`}>
        {t("billing.account.giftPage")}
      </Link>
    </p>
  );
}
