import type { Metadata } from "next";
import { MoneyFilter, MoneyList } from "@/components/billing/owner-money-frame";
import { choiceField, dayFields, MoneyPage, placeOf, searchField } from "@/components/billing/owner-money-page";
import { PaymentsTable } from "@/components/billing/owner-money-tables";
import { movedInWords, totalsInWords } from "@/components/billing/owner-money-words";
import { ButtonLink } from "@/components/ui/button";
import { ReceiptText } from "@/components/ui/icons";
import { Notice } from "@/components/ui/notice";
import { Static } from "@/components/ui/static";
import { loadMoney } from "@/lib/billing/loaders/money";
import { movedKinds, standings } from "@/lib/billing/schema/money";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.money.tabs.orders"), robots: { index: false } };
}

/** Everything that was paid, given back and disputed, with what it comes to. */
export default async function OrdersPage({ params, searchParams }: Props) {
  const page = await loadMoney((await params).community, await searchParams);
  const { community, viewer, query, rows, next, totals, openDisputes } = page;
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  const path = `${base}/orders`;
  const { after, ...filters } = query;
  return (
    <MoneyPage community={community} viewer={viewer} tab="orders" words={words}>
      {openDisputes > 0 ? (
        <Notice
          tone="warning"
          className="mt-4"
          action={
            <ButtonLink size="sm" href={`${base}/disputes`}>
              {t("selling.money.seeDisputes")}
            </ButtonLink>
          }
        >
          {t("selling.money.openDisputes", { count: openDisputes })}
        </Notice>
      ) : null}
      <MoneyFilter
        path={path}
        fields={[
          searchField(words, query.q),
          choiceField("kind", words, query.kind, movedKinds, (value) => movedInWords(value, words)),
          choiceField("state", words, query.state, standings, (value) => t(`ledger.standing.${value}`)),
          ...dayFields(words, query),
        ]}
        words={words}
      />
      <MoneyList
        {...{ path, base, after, next, words }}
        table="payments"
        query={filters}
        summary={totalsInWords(totals, words)}
        isEmpty={rows.length === 0}
        empty={{ icon: ReceiptText, title: t("selling.money.none"), hint: t("selling.money.noneHint") }}
      >
        <Static>
          <PaymentsTable rows={rows} place={placeOf(community, viewer, words)} />
        </Static>
      </MoneyList>
    </MoneyPage>
  );
}
