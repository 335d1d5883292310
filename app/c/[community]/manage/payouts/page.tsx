import type { Metadata } from "next";
import { MoneyFilter, MoneyList } from "@/components/billing/owner-money-frame";
import { dayFields, MoneyPage, placeOf } from "@/components/billing/owner-money-page";
import { PayoutsTable } from "@/components/billing/owner-money-tables";
import { Hourglass } from "@/components/ui/icons";
import { Static } from "@/components/ui/static";
import { loadPayouts } from "@/lib/billing/loaders/payouts";
import { requestWords } from "@/lib/i18n/request";
import { formatMoney } from "@/lib/platform/money";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.money.tabs.payouts"), robots: { index: false } };
}

/** What Stripe sent to the bank, and what it still holds. */
export default async function PayoutsPage({ params, searchParams }: Props) {
  const page = await loadPayouts((await params).community, await searchParams);
  const { community, viewer, query, rows, next, held } = page;
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  const path = `${base}/payouts`;
  const { from, to } = query;
  const amounts = held.map(({ amount, currency }) => formatMoney(amount, currency, words.locale)).join(" · ");
  return (
    <MoneyPage community={community} viewer={viewer} tab="payouts" words={words}>
      {held.length > 0 ? <p className="num mt-4">{t("selling.money.held", { amounts })}</p> : null}
      <MoneyFilter path={path} fields={dayFields(words, query)} words={words} />
      <MoneyList
        {...{ path, base, next, words }}
        after={query.after}
        table="payouts"
        query={{ from, to }}
        isEmpty={rows.length === 0}
        empty={{ icon: Hourglass, title: t("selling.money.payoutsNone"), hint: t("selling.money.payoutsNoneHint") }}
      >
        <Static>
          <PayoutsTable rows={rows} place={placeOf(community, viewer, words)} />
        </Static>
      </MoneyList>
    </MoneyPage>
  );
}
