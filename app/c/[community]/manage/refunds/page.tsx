import type { Metadata } from "next";
import { MoneyFilter, MoneyList } from "@/components/billing/owner-money-frame";
import { choiceField, dayFields, MoneyPage, placeOf, searchField } from "@/components/billing/owner-money-page";
import { RefundsTable } from "@/components/billing/owner-money-tables";
import { refundInWords } from "@/components/billing/owner-money-words";
import { ReceiptText } from "@/components/ui/icons";
import { Static } from "@/components/ui/static";
import { loadRefunds } from "@/lib/billing/loaders/money";
import { refundStates } from "@/lib/billing/schema/money";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.money.tabs.refunds"), robots: { index: false } };
}

/** Everything that was asked back, by whom and why, and how far it has come. */
export default async function RefundsPage({ params, searchParams }: Props) {
  const page = await loadRefunds((await params).community, await searchParams);
  const { community, viewer, query, rows, next } = page;
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  const path = `${base}/refunds`;
  const { after, ...filters } = query;
  return (
    <MoneyPage community={community} viewer={viewer} tab="refunds" words={words}>
      <MoneyFilter
        path={path}
        fields={[
          searchField(words, query.q),
          choiceField("state", words, query.state, refundStates, (value) => refundInWords(value, words)),
          ...dayFields(words, query),
        ]}
        words={words}
      />
      <MoneyList
        {...{ path, base, after, next, words }}
        table="refunds"
        query={filters}
        isEmpty={rows.length === 0}
        empty={{ icon: ReceiptText, title: t("selling.money.refundsNone"), hint: t("selling.money.refundsNoneHint") }}
      >
        <Static>
          <RefundsTable rows={rows} place={placeOf(community, viewer, words)} />
        </Static>
      </MoneyList>
    </MoneyPage>
  );
}
