import { ActionButton } from "@/components/ui/action-button";
import { exactTime } from "@/components/ui/relative-time";
import { Table } from "@/components/ui/table";
import { decideAsBankAction } from "@/lib/billing/sandbox/actions/control";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

interface Money {
  kind: "charge" | "dispute" | "refund" | "payout";
  id: string;
  amount: number;
  currency: string;
  at: Date;
  pending?: boolean;
}

/** What may be done to each kind: a pending refund can also go through. */
function decisions({ kind, pending }: Money) {
  switch (kind) {
    case "charge":
      return ["dispute"] as const;
    case "dispute":
      return ["won", "lost"] as const;
    case "refund":
      return pending ? (["refund-done", "refund-fails"] as const) : (["refund-fails"] as const);
    case "payout":
      return ["return-payout"] as const;
  }
}

/** Payments, disputes, refunds and payouts, each with what its bank may do next. */
export function SandboxBanks({ things, words: { t, locale } }: { things: readonly Money[]; words: Words }) {
  if (things.length === 0) return <p className="text-ink-2">{t("sandbox.control.banks.none")}</p>;
  return (
    <Table label={t("sandbox.control.banks.scroll")} className="min-w-130">
      <thead>
        <tr>
          <th scope="col">{t("sandbox.control.banks.at")}</th>
          <th scope="col">{t("sandbox.control.banks.what")}</th>
          <th scope="col" className="r">
            {t("sandbox.control.banks.amount")}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {things.map((thing) => (
          <tr key={thing.id}>
            <td className="num">{exactTime(thing.at, locale, "UTC")}</td>
            <td>{t(`sandbox.control.banks.kinds.${thing.kind}`)}</td>
            <td className="r num">{formatMoney(thing.amount, thing.currency, locale)}</td>
            <td>
              <span className="flex flex-wrap gap-2">
                {decisions(thing).map((what) => (
                  <ActionButton
                    key={what}
                    action={decideAsBankAction}
                    fields={{ id: thing.id, what }}
                    busyLabel={t("sandbox.control.working")}
                    variant="outline"
                    size="sm"
                  >
                    {t(`sandbox.control.banks.${what}`)}
                  </ActionButton>
                ))}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
