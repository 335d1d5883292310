import type { Metadata } from "next";
import { Balances, Entries } from "@/components/billing/owner-ledger";
import { MoneyFilter, MoneyList } from "@/components/billing/owner-money-frame";
import { choiceField, dayFields, MoneyPage, placeOf } from "@/components/billing/owner-money-page";
import { postingInWords } from "@/components/billing/owner-money-words";
import { BookOpen } from "@/components/ui/icons";
import { Static } from "@/components/ui/static";
import { loadLedger } from "@/lib/billing/loaders/ledger";
import { postingKinds } from "@/lib/billing/schema/money";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.money.tabs.ledger"), robots: { index: false } };
}

/** The community's book: what each account holds, and every posting that led there. */
export default async function LedgerPage({ params, searchParams }: Props) {
  const page = await loadLedger((await params).community, await searchParams);
  const { community, viewer, query, rows, next, balances } = page;
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  const path = `${base}/ledger`;
  const { after, ...filters } = query;
  const place = placeOf(community, viewer, words);
  return (
    <MoneyPage community={community} viewer={viewer} tab="ledger" words={words}>
      {balances.length > 0 ? (
        <section className="mt-6" aria-labelledby="balances">
          <h2 id="balances" className="text-lg">
            {t("selling.money.balances")}
          </h2>
          <p className="mt-1 text-ink-2">{t("selling.money.balancesHint")}</p>
          <Static>
            <Balances balances={balances} place={place} />
          </Static>
        </section>
      ) : null}
      <section className="mt-8" aria-labelledby="entries">
        <h2 id="entries" className="text-lg">
          {t("selling.money.entries")}
        </h2>
        <MoneyFilter
          path={path}
          fields={[
            choiceField("kind", words, query.kind, postingKinds, (value) => postingInWords(value, words)),
            ...dayFields(words, query),
          ]}
          words={words}
        />
        <MoneyList
          {...{ path, base, after, next, words }}
          table="ledger"
          query={filters}
          isEmpty={rows.length === 0}
          empty={{ icon: BookOpen, title: t("selling.money.ledgerNone"), hint: t("selling.money.ledgerNoneHint") }}
        >
          <Static>
            <Entries transactions={rows} place={place} label={t("selling.money.entriesScroll")} />
          </Static>
        </MoneyList>
      </section>
    </MoneyPage>
  );
}
