import { couponTermsInWords } from "@/components/billing/owner-coupon-words";
import type { CouponTerms } from "@/lib/billing/coupon";
import type { Words } from "@/lib/i18n/words";

interface OutreachTextProps {
  outreach: { kind: string; subject: string; message: string };
  coupon: CouponTerms | null;
  /** The community's language, in which its owner writes. */
  lang: string;
  words: Words;
}

/** What was written, or what calls are to be about. */
export function OutreachText({ outreach, coupon, lang, words }: OutreachTextProps) {
  const { t } = words;
  const { kind, subject, message } = outreach;
  if (subject === "" && message === "") return null;
  return (
    <section className="card mt-4 min-w-0 p-4 md:p-5" aria-labelledby="text">
      <h2 id="text" className="text-md">
        {t(kind === "call" ? "outreach.detail.topics" : "outreach.detail.letter")}
      </h2>
      <div className="mt-2 break-words" lang={lang}>
        {subject ? <p className="font-medium">{subject}</p> : null}
        <p className="mt-1 whitespace-pre-wrap text-ink-2">{message}</p>
      </div>
      {coupon ? (
        <p className="mt-2 text-sm">
          {t("outreach.detail.coupon", { code: coupon.code })} · {couponTermsInWords(coupon, words)}
        </p>
      ) : null}
    </section>
  );
}
