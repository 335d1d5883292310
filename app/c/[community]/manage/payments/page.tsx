import type { Metadata } from "next";
import { AccountPart } from "@/components/billing/owner-account-part";
import { Part } from "@/components/billing/owner-product-parts";
import { RunList } from "@/components/billing/owner-reconcile";
import { TermsForm } from "@/components/billing/owner-terms";
import { ManagePage } from "@/components/shell/manage-page";
import { ActionForm } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";
import { Static } from "@/components/ui/static";
import { SubmitButton } from "@/components/ui/submit-button";
import { reconcileAction, setTermsAction } from "@/lib/billing/actions/accounts";
import { loadPaymentSettings } from "@/lib/billing/loaders/accounts";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.settings.title"), robots: { index: false } };
}

/** Where the money goes, under which terms it is taken, and how our books compare with Stripe's. */
export default async function PaymentsPage({ params, searchParams }: Props) {
  const page = await loadPaymentSettings((await params).community, await searchParams);
  const { community, viewer, isOwner, account, terms, runs, differences, compared, sandbox } = page;
  const words = await requestWords();
  const { t } = words;
  const { slug, zone } = community;
  const shown = runs.map((run) => ({ ...run, differences: differences.filter(({ runId }) => runId === run.id) }));
  return (
    <ManagePage
      community={community}
      viewer={viewer}
      current="payments"
      title={t("selling.settings.title")}
      intro={t("selling.settings.intro")}
    >
      {sandbox ? (
        <Notice tone="demo" className="mt-4">
          {t("selling.settings.demo")}
        </Notice>
      ) : null}
      <Part id="terms" title={t("selling.settings.terms")}>
        {isOwner ? (
          <div className="mt-3">
            <TermsForm action={setTermsAction} community={slug} terms={terms} t={t} />
          </div>
        ) : (
          <dl className="hair mt-2">
            {(["refundDays", "refundMaxPosts", "graceDays"] as const).map((name) => (
              <div key={name} className="flex gap-4 py-2">
                <dt className="flex-1 text-ink-2">{t(`selling.settings.${name}`)}</dt>
                <dd className="num">{terms[name] ?? t("selling.settings.anyNumber")}</dd>
              </div>
            ))}
          </dl>
        )}
        {isOwner ? null : <p className="mt-2 text-sm text-ink-3">{t("selling.settings.ownerOnly")}</p>}
      </Part>
      <Part id="account" title={t("selling.settings.account")}>
        <AccountPart {...{ account, community, isOwner, words }} feeBp={terms.platformFeeBp} now={viewer.at} />
      </Part>
      <Part id="reconcile" title={t("selling.settings.reconcile")}>
        <p className="mt-1 mb-3 text-ink-2">{t("selling.settings.reconcileHint")}</p>
        <ActionForm action={reconcileAction} hidden={{ community: slug }} className="grid gap-2">
          <div>
            <SubmitButton variant="outline" busyLabel={t("selling.settings.reconciling")}>
              {t("selling.settings.reconcileDo")}
            </SubmitButton>
          </div>
        </ActionForm>
        {compared === null ? null : (
          <Notice tone="success" className="mt-4">
            {compared === "later" ? t("ledger.comparing") : t("ledger.reconciled", { count: compared })}
          </Notice>
        )}
        {shown.length > 0 ? (
          <Static>
            <RunList runs={shown} now={viewer.at} zone={zone} words={words} />
          </Static>
        ) : (
          <p className="mt-4 text-ink-2">{t("selling.settings.runsNone")}</p>
        )}
      </Part>
    </ManagePage>
  );
}
