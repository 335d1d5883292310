import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { Words } from "@/lib/i18n/words";

export interface ShownAccount {
  account: string;
  state: "onboarding" | "active" | "restricted" | "disconnected";
  chargesEnabled: boolean;
  payoutsEnabled: boolean;
  detailsSubmitted: boolean;
  country: string | null;
  createdAt: Date;
  syncedAt: Date;
}

const tones: Record<ShownAccount["state"], BadgeTone> = {
  active: "success",
  onboarding: "warning",
  restricted: "danger",
  disconnected: "neutral",
};

interface AccountStateProps {
  account: ShownAccount;
  now: Date;
  zone: string;
  words: Words;
  /** Buttons: go on at Stripe, look again, disconnect. */
  children?: ReactNode;
}

/** What Stripe says of the connected account. */
export function AccountState({ account, now, zone, words, children }: AccountStateProps) {
  const { t, locale } = words;
  const enabled = (yes: boolean) => t(yes ? "selling.settings.yes" : "selling.settings.no");
  const day = (at: Date) => <Time at={at} now={now} locale={locale} zone={zone} />;
  const facts: [string, ReactNode][] = [
    [t("selling.settings.charges"), enabled(account.chargesEnabled)],
    [t("selling.settings.payouts"), enabled(account.payoutsEnabled)],
    [t("selling.settings.details"), enabled(account.detailsSubmitted)],
    [t("selling.settings.country"), account.country ?? "–"],
    [t("selling.settings.connected"), day(account.createdAt)],
    [t("selling.settings.synced"), day(account.syncedAt)],
  ];
  return (
    <>
      <p className="mt-3 flex flex-wrap items-center gap-2">
        <span className="font-mono text-sm break-all">{account.account}</span>
        <Badge tone={tones[account.state]}>{t(`ledger.accountState.${account.state}`)}</Badge>
      </p>
      <dl className="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-3">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="text-xs text-ink-3">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {children}
    </>
  );
}
