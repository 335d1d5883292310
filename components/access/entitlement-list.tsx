import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import {
  type Entitlement,
  type EntitlementState,
  entitlementState,
  isCurrent,
  paymentBehind,
  type SourcePayment,
} from "@/lib/billing/entitlement";
import type { Words } from "@/lib/i18n/words";
import { sinceText, sourceText, untilText } from "./entitlement-words";

interface EntitlementListProps {
  base: string;
  entitlements: readonly Entitlement[];
  payments: ReadonlyMap<string, readonly SourcePayment[]>;
  /** Where a payment of a number is shown; nothing is linked without it. */
  paymentHref?: (payment: SourcePayment) => string;
  at: Date;
  zone: string;
  /** The language of what the owner has written. */
  lang: string;
  words: Words;
}

const tones: Record<EntitlementState, BadgeTone> = {
  running: "success",
  coming: "neutral",
  renewing: "neutral",
  grace: "warning",
  disputed: "danger",
  refunded: "neutral",
  ended: "neutral",
};

/** What is open to somebody, row by row: what, why, since and until when, and the payment behind it. */
export function EntitlementList({
  base,
  entitlements,
  payments,
  paymentHref,
  at,
  zone,
  lang,
  words,
}: EntitlementListProps) {
  return (
    <ul className="hair">
      {entitlements.map((entitlement) => (
        <Row
          key={`${entitlement.sourceId} ${entitlement.startsAt.getTime()} ${entitlement.endsAt?.getTime()}`}
          {...{ base, entitlement, at, zone, lang, words }}
          payment={paymentBehind(entitlement, payments.get(entitlement.sourceId))}
          paymentHref={paymentHref}
        />
      ))}
    </ul>
  );
}

type RowProps = Omit<EntitlementListProps, "entitlements" | "payments"> & {
  entitlement: Entitlement;
  payment: SourcePayment | null;
};

function Row({ base, entitlement, payment, paymentHref, at, zone, lang, words }: RowProps) {
  const { t } = words;
  const state = entitlementState(entitlement, at);
  const since = isCurrent(entitlement, at) && entitlement.startsAt <= at ? sinceText(entitlement, at, zone, words) : "";
  return (
    <li className="grid gap-x-6 gap-y-1 py-3.5 sm:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1 font-medium" lang={lang}>
          {entitlement.what.map(({ benefitId, name, post }) =>
            post ? (
              <Link key={benefitId} className="hover:underline" href={`${base}/posts/${post}`}>
                {name}
              </Link>
            ) : (
              <span key={benefitId}>{name}</span>
            ),
          )}
        </p>
        <p className="num text-sm text-ink-2">{[sourceText(entitlement, words), since].filter(Boolean).join(" · ")}</p>
      </div>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-sm text-ink-2 sm:flex-col sm:items-end">
        <Badge tone={tones[state]}>{t(`access.state.${state}`)}</Badge>
        <span className="num">{untilText(entitlement, at, zone, words)}</span>
        {payment && paymentHref ? (
          <Link className="link" href={paymentHref(payment)}>
            {t("access.own.receipt", { number: payment.number })}
          </Link>
        ) : null}
      </div>
    </li>
  );
}
