import { ActionButton } from "@/components/ui/action-button";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { connectAccountAction, disconnectAccountAction } from "@/lib/billing/actions/accounts";
import type { Words } from "@/lib/i18n/words";
import { AccountState, type ShownAccount } from "./owner-account";

interface AccountPartProps {
  account: ShownAccount | null;
  community: { slug: string; zone: string };
  isOwner: boolean;
  /** The operator's share, in hundredths of a percent. */
  feeBp: number;
  now: Date;
  words: Words;
}

/** Which Stripe account the money goes to, and the owner's ways to change that. */
export function AccountPart({ account, community, isOwner, feeBp, now, words }: AccountPartProps) {
  const { t, format } = words;
  const fee = format.number(feeBp / 10_000, { style: "percent", maximumFractionDigits: 2 });
  const isConnected = account !== null && account.state !== "disconnected";
  return (
    <>
      {isConnected ? null : (
        <p className="mt-2 text-ink-2">
          {t("selling.settings.none")}{" "}
          {feeBp > 0 ? t("selling.settings.noneHint", { fee }) : t("selling.settings.noneHintFree")}
        </p>
      )}
      {account ? <AccountState account={account} now={now} zone={community.zone} words={words} /> : null}
      <div className="mt-4 flex flex-wrap items-start gap-2">
        {isOwner && account?.state !== "active" ? (
          <ActionButton
            action={connectAccountAction}
            fields={{ community: community.slug }}
            busyLabel={t("selling.settings.connecting")}
            variant="outline"
          >
            {t(isConnected ? "selling.settings.go" : "selling.settings.connect")}
          </ActionButton>
        ) : null}
        {isConnected ? (
          <ButtonLink href={`/c/${community.slug}/manage/payments?from=stripe`} variant="ghost">
            {t("selling.settings.refresh")}
          </ButtonLink>
        ) : null}
      </div>
      {isOwner && isConnected ? (
        <details className="mt-2">
          <summary className="link cursor-pointer py-1">{t("selling.settings.disconnect")}</summary>
          <ActionForm
            action={disconnectAccountAction}
            hidden={{ community: community.slug }}
            className="mt-2 grid gap-2"
          >
            <p className="text-ink-2">{t("selling.settings.disconnectHint")}</p>
            <div>
              <SubmitButton size="sm" variant="danger-outline" busyLabel={t("selling.settings.disconnecting")}>
                {t("selling.settings.disconnect")}
              </SubmitButton>
            </div>
          </ActionForm>
        </details>
      ) : null}
    </>
  );
}
