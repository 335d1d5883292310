import { exactTime } from "@/components/ui/relative-time";
import { Table } from "@/components/ui/table";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

interface NextEvent {
  at: Date;
  name: string;
  what: "renew" | "end" | "retry";
  amount: number;
  currency: string;
}

/** What the sandbox will do next by itself, in the order of time. */
export function NextEvents({ events, words }: { events: readonly NextEvent[]; words: Words }) {
  const { t, locale } = words;
  if (events.length === 0) return <p className="text-ink-2">{t("sandbox.clock.nothing")}</p>;
  return (
    <Table label={t("sandbox.clock.scroll")} className="min-w-130">
      <thead>
        <tr>
          <th scope="col">{t("sandbox.clock.at")}</th>
          <th scope="col">{t("sandbox.clock.person")}</th>
          <th scope="col">{t("sandbox.clock.event")}</th>
          <th scope="col" className="r">
            {t("sandbox.clock.amount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={`${event.at.getTime()} ${event.name}`}>
            <td className="num">{exactTime(event.at, locale, "UTC")}</td>
            <td>{event.name}</td>
            <td>{t(`sandbox.clock.what.${event.what}`)}</td>
            <td className="r num">{event.what === "end" ? "–" : formatMoney(event.amount, event.currency, locale)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
