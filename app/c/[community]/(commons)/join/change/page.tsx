import type { Metadata } from "next";
import { SandboxStrip } from "@/components/billing/sandbox-strip";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button";
import { changePlanAction } from "@/lib/billing/actions/subscriptions";
import { loadPlanChange } from "@/lib/billing/loaders/join";
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

/** Asks before a running subscription moves to another price. */
export default async function ChangePlanPage({ params, searchParams }: Props) {
  const price = (await searchParams).price;
  const page = await loadPlanChange((await params).community, typeof price === "string" ? price : "");
  const { community, viewer, running, target } = page;
  const words = await requestWords();
  const { t, locale } = words;
  const per = (amount: number, currency: string, interval: "month" | "year") =>
    t(`billing.account.price.${interval}`, { price: formatMoney(amount, currency, locale) });
  const title = t("billing.change.title", { plan: target.plan.name });
  return (
    <CommunityFrame community={community} viewer={viewer} current={null} title={title} width="form">
      <h1 className="text-2xl">{title}</h1>
      <ul className="hair mt-4">
        <li className="py-3 text-ink-2">
          {t("billing.change.from", {
            plan: running.planName,
            price: per(running.amount, running.currency, running.interval),
          })}
        </li>
        <li className="py-3 font-medium">
          {t("billing.change.to", {
            plan: target.plan.name,
            price: per(target.price.amount, target.price.currency, target.interval),
          })}
        </li>
      </ul>
      <p className="mt-4 text-ink-2">{t("billing.change.how")}</p>
      {page.sandbox ? (
        <div className="mt-4">
          <SandboxStrip words={words} />
        </div>
      ) : null}
      <div className="mt-6 flex flex-wrap gap-2">
        <ActionButton
          action={changePlanAction}
          fields={{ community: community.slug, price: target.price.id }}
          busyLabel={t("billing.change.working")}
          variant="primary"
        >
          {t("billing.change.do")}
        </ActionButton>
        <ButtonLink href={`/c/${community.slug}/join`}>{t("billing.change.keep")}</ButtonLink>
      </div>
    </CommunityFrame>
  );
}
