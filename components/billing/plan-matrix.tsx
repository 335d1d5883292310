import { Check } from "@/components/ui/icons";
import { Table } from "@/components/ui/table";
import type { CatalogProduct } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";

interface PlanMatrixProps {
  /** What the free way is called. */
  freeName: string;
  plans: readonly CatalogProduct[];
  benefits: readonly { id: string; name: string }[];
  /** Published texts by benefit; "" for those open to everybody. */
  texts: ReadonlyMap<string, number>;
  lang: string;
  words: Words;
}

/** What each plan includes, row by row: a number of texts where there are any, a tick, or a dash. */
export function PlanMatrix({ freeName, plans, benefits, texts, lang, words }: PlanMatrixProps) {
  const { t } = words;
  const rows = benefits.filter(({ id }) => plans.some(({ benefitIds }) => benefitIds.includes(id)));
  const open = texts.get("") ?? 0;
  return (
    <section className="mt-12" aria-labelledby="compare">
      <h2 id="compare" className="mb-2 text-2xl">
        {t("billing.join.compare")}
      </h2>
      <Table label={t("billing.join.compareScroll")}>
        <thead>
          <tr>
            <th scope="col">{t("billing.join.compareWhat")}</th>
            <th scope="col">{freeName}</th>
            {plans.map(({ id, name }) => (
              <th key={id} scope="col" lang={lang}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t("billing.join.compareOpen")}</th>
            {[freeName, ...plans.map(({ id }) => id)].map((column) => (
              <td key={column}>{t("billing.join.compareTexts", { count: open })}</td>
            ))}
          </tr>
          {rows.map(({ id, name }) => (
            <tr key={id}>
              <th scope="row" lang={lang}>
                {name}
              </th>
              <Cell has={false} count={0} words={words} />
              {plans.map((plan) => (
                <Cell key={plan.id} has={plan.benefitIds.includes(id)} count={texts.get(id) ?? 0} words={words} />
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t("billing.join.compareTalk")}</th>
            {[freeName, ...plans.map(({ id }) => id)].map((column) => (
              <Cell key={column} has count={0} words={words} />
            ))}
          </tr>
        </tbody>
      </Table>
    </section>
  );
}

function Cell({ has, count, words: { t } }: { has: boolean; count: number; words: Words }) {
  if (!has) {
    return (
      <td className="text-ink-3">
        <span aria-hidden="true">–</span>
        <span className="sr-only">{t("billing.join.compareNo")}</span>
      </td>
    );
  }
  if (count > 0) return <td>{t("billing.join.compareTexts", { count })}</td>;
  return (
    <td>
      <Check className="size-4 text-accent-ink" />
      <span className="sr-only">{t("billing.join.compareYes")}</span>
    </td>
  );
}
