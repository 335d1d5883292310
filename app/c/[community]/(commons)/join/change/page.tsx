import type { Metadata } from "next";
import { recurringText } from "@/components/billing/quote-words";
import { SandboxStrip } from "@/components/billing/sandbox-strip";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { shortDate } from "@/components/ui/relative-time";
import { changePlanAction } from "@/lib/billing/actions/subscriptions";
import { periodEndAfter } from "@/lib/billing/billing-period";
import { loadPlanChange } from "@/lib/billing/loaders/plan-change";
import { requestWords } from "@/lib/i18n/request";
import { formatMoney } from "@/lib/platform/money";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<{ price?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("billing.account.changePlan"), robots: { index: false } };
}

/** Asks before a running subscription moves to another price: the exact charge now, or the day it changes. */
export default async function ChangePlanPage({ params, searchParams }: Props) {
  const price = (await searchParams).price;
  const page = await loadPlanChange((await params).community, typeof price === "string" ? price : "");
  const { community, viewer, running, target, preview } = page;
  const words = await requestWords();
  const { t, locale } = words;
  const day = (at: Date) => shortDate(at, viewer.at, locale, community.zone);
  const money = (amount: number) => formatMoney(amount, target.currency, locale);
  const recurring = recurringText(target.amount, target.currency, target.interval, words);
  const later = preview?.when === "period-end" ? preview : null;
  const now = preview?.when === "now" ? preview : null;
  // A month turned into a year begins a new period; otherwise the present one runs on.
  const next =
    now && target.interval !== running.interval
      ? periodEndAfter(now.at, target.interval, now.at)
      : running.currentPeriodEnd;
  const title = t("billing.change.title", { plan: target.name });
  return (
    <CommunityFrame community={community} viewer={viewer} current={null} title={title} width="form">
      <h1 className="text-2xl">{title}</h1>
      <ul className="hair num mt-4 border-y border-line">
        <li className="py-3 text-ink-2">
          {t("billing.change.from", {
            plan: running.planName,
            price: recurringText(running.amount, running.currency, running.interval, words),
          })}
        </li>
        <li className="py-3 font-medium">{t("billing.change.to", { plan: target.name, price: recurring })}</li>
        {now ? (
          <li className="py-3">
            <p className="text-lg font-semibold">
              {now.amount > 0
                ? t("billing.change.charged", { amount: money(now.amount) })
                : t("billing.change.nothing")}
            </p>
            <p className="text-ink-2">{t("billing.change.afterwards", { price: recurring, date: day(next) })}</p>
          </li>
        ) : null}
        {later ? <li className="py-3 text-lg font-semibold">{t("billing.change.nothing")}</li> : null}
      </ul>
      <p className="mt-4 text-ink-2">
        {later
          ? t("billing.change.howLater", { plan: running.planName, date: day(later.at) })
          : t("billing.change.howNow")}
      </p>
      <div className="mt-4 grid gap-3">
        {preview ? null : <Notice tone="warning">{t("billing.change.chargedUnknown")}</Notice>}
        {running.pending ? (
          <Notice>
            {t("billing.change.replaces", { plan: running.pending.planName, date: day(running.pending.at) })}
          </Notice>
        ) : null}
        {page.sandbox ? <SandboxStrip words={words} /> : null}
      </div>
      <div className="mt-6 flex flex-wrap gap-2">
        <ActionButton
          action={changePlanAction}
          fields={{
            community: community.slug,
            price: target.priceId,
            ...(now && { shown: String(now.at.getTime()) }),
          }}
          busyLabel={t("billing.change.working")}
          variant="primary"
          wrap
        >
          {later
            ? t("billing.change.doLater", { date: day(later.at) })
            : now && now.amount > 0
              ? t("billing.change.do", { amount: money(now.amount) })
              : t("billing.change.doPlain")}
        </ActionButton>
        <ButtonLink href={`/c/${community.slug}/join`}>{t("billing.change.keep")}</ButtonLink>
      </div>
    </CommunityFrame>
  );
}
