import type { Metadata } from "next";
import { MoneyFilter, MoneyList } from "@/components/billing/owner-money-frame";
import { choiceField, dayFields, MoneyPage, placeOf, searchField } from "@/components/billing/owner-money-page";
import { OrdersTable } from "@/components/billing/owner-money-tables";
import { CreditCard } from "@/components/ui/icons";
import { Static } from "@/components/ui/static";
import { loadOrders } from "@/lib/billing/loaders/money";
import { orderKinds, orderStates } from "@/lib/billing/schema/money";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.money.tabs.checkouts"), robots: { index: false } };
}

/** Every checkout somebody was sent to, and whether they paid. */
export default async function CheckoutsPage({ params, searchParams }: Props) {
  const page = await loadOrders((await params).community, await searchParams);
  const { community, viewer, query, rows, next } = page;
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  const path = `${base}/orders/checkouts`;
  const { after, ...filters } = query;
  return (
    <MoneyPage community={community} viewer={viewer} tab="checkouts" words={words}>
      <MoneyFilter
        path={path}
        fields={[
          searchField(words, query.q),
          choiceField("kind", words, query.kind, orderKinds, (value) => t(`ledger.orderKind.${value}`)),
          choiceField("state", words, query.state, orderStates, (value) => t(`ledger.order.${value}`)),
          ...dayFields(words, query),
        ]}
        words={words}
      />
      <MoneyList
        {...{ path, base, after, next, words }}
        table="orders"
        query={filters}
        isEmpty={rows.length === 0}
        empty={{
          icon: CreditCard,
          title: t("selling.money.checkoutsNone"),
          hint: t("selling.money.checkoutsNoneHint"),
        }}
      >
        <Static>
          <OrdersTable rows={rows} place={placeOf(community, viewer, words)} />
        </Static>
      </MoneyList>
    </MoneyPage>
  );
}
