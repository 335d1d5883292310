import { ActionButton } from "@/components/ui/action-button";
import { exactTime } from "@/components/ui/relative-time";
import { Table } from "@/components/ui/table";
import { sendAgainAction } from "@/lib/billing/sandbox/actions/control";
import type { Words } from "@/lib/i18n/words";

interface Notice {
  id: string;
  type: string;
  account: string;
  at: Date;
  state: "delivered" | "waiting" | "lost";
  attempts: number;
}

/** The newest webhooks with how they fared, each to be sent again. */
export function SandboxEvents({ events, words: { t, locale } }: { events: readonly Notice[]; words: Words }) {
  if (events.length === 0) return <p className="text-ink-2">{t("sandbox.control.events.none")}</p>;
  return (
    <Table label={t("sandbox.control.events.scroll")} className="min-w-150">
      <thead>
        <tr>
          <th scope="col">{t("sandbox.control.events.at")}</th>
          <th scope="col">{t("sandbox.control.events.type")}</th>
          <th scope="col">{t("sandbox.control.events.state")}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {events.map(({ id, type, account, at, state, attempts }) => (
          <tr key={id}>
            <td className="num">{exactTime(at, locale, "UTC")}</td>
            <td>
              {type}
              {account === "" ? null : <span className="num block text-xs text-ink-3">{account}</span>}
            </td>
            <td>
              {t(`sandbox.control.events.states.${state}`)}
              <span className="block text-xs text-ink-3">{t("sandbox.control.events.tries", { count: attempts })}</span>
            </td>
            <td>
              <span className="flex flex-wrap gap-2">
                {[1, 3].map((copies) => (
                  <ActionButton
                    key={copies}
                    action={sendAgainAction}
                    fields={{ event: id, copies: String(copies) }}
                    busyLabel={t("sandbox.control.working")}
                    variant="outline"
                    size="sm"
                  >
                    {t(copies === 1 ? "sandbox.control.events.again" : "sandbox.control.events.thrice")}
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
