import type { Metadata } from "next";
import { MoneyFilter, MoneyList } from "@/components/billing/owner-money-frame";
import { dayFields, MoneyPage, placeOf, searchField } from "@/components/billing/owner-money-page";
import { DisputesTable } from "@/components/billing/owner-money-tables";
import { ShieldCheck } from "@/components/ui/icons";
import { Static } from "@/components/ui/static";
import { loadDisputes } from "@/lib/billing/loaders/money";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.money.tabs.disputes"), robots: { index: false } };
}

/** Payments that payers' banks want back, with the day an answer is due. */
export default async function DisputesPage({ params, searchParams }: Props) {
  const page = await loadDisputes((await params).community, await searchParams);
  const { community, viewer, query, rows, next } = page;
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  const path = `${base}/disputes`;
  const { q, from, to } = query;
  return (
    <MoneyPage community={community} viewer={viewer} tab="disputes" words={words}>
      <MoneyFilter path={path} fields={[searchField(words, q), ...dayFields(words, query)]} words={words} />
      <MoneyList
        {...{ path, base, next, words }}
        after={query.after}
        table="disputes"
        query={{ q, from, to }}
        isEmpty={rows.length === 0}
        empty={{ icon: ShieldCheck, title: t("selling.money.disputesNone"), hint: t("selling.money.disputesNoneHint") }}
      >
        <Static>
          <DisputesTable rows={rows} place={placeOf(community, viewer, words)} />
        </Static>
      </MoneyList>
    </MoneyPage>
  );
}
