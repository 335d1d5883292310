import { Link } from "@/components/ui/link";
import { sentences } from "@/components/ui/sentences";
import type { Entitlement, SourcePayment } from "@/lib/billing/entitlement";
import type { Community } from "@/lib/communities/types";
import type { Words } from "@/lib/i18n/words";
import type { Role } from "@/lib/members/schema";
import { EntitlementList } from "./entitlement-list";

interface OwnAccessProps {
  community: Community;
  role: Role | null;
  current: readonly Entitlement[];
  ended: readonly Entitlement[];
  receipts: ReadonlyMap<string, SourcePayment[]>;
  at: Date;
  words: Words;
}

/** What is open to somebody in one community: by their role, then by grants; those that are over, folded. */
export function OwnAccess({ community, role, current, ended, receipts, at, words }: OwnAccessProps) {
  const { t } = words;
  const base = `/c/${community.slug}`;
  const list = {
    base,
    payments: receipts,
    paymentHref: ({ id }: SourcePayment) => `/me/billing/receipts/${id}`,
    at,
    zone: community.zone,
    lang: community.locale,
    words,
  };
  return (
    <section className="mt-9 first-of-type:mt-0" aria-labelledby={`community-${community.slug}`}>
      <h2 id={`community-${community.slug}`} className="text-xl" lang={community.locale}>
        <Link className="hover:underline" href={`${base}/feed`}>
          {community.name}
        </Link>
      </h2>
      <p className="mt-1 text-ink-2">
        {role
          ? sentences(
              words.locale,
              t("access.own.asRole", { role: t(`common.role.${role}`) }),
              t(`access.own.byRole.${role}`),
            )
          : t("access.own.asNobody")}
      </p>
      <div className="mt-3 border-t border-line">
        {current.length > 0 ? (
          <EntitlementList entitlements={current} {...list} />
        ) : (
          <p className="py-3.5 text-ink-2">
            {t("access.own.nothing")}{" "}
            <Link className="link" href={`${base}/join`}>
              {t("access.own.plans")}
            </Link>
          </p>
        )}
      </div>
      {ended.length > 0 ? (
        <details className="border-t border-line py-3">
          <summary className="w-fit text-ink-2">{t("access.own.ended", { count: ended.length })}</summary>
          <EntitlementList entitlements={ended} {...list} />
        </details>
      ) : null}
    </section>
  );
}
