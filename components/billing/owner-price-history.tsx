import { ActionForm } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { moveSubscribersAction, withdrawPriceAction } from "@/lib/billing/actions/products";
import type { CatalogProduct, PastPrice } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import { priceInWords } from "./owner-price";

interface HistoryProps {
  product: CatalogProduct;
  history: readonly PastPrice[];
  community: { slug: string; zone: string };
  now: Date;
  words: Words;
}

/** Every price the product ever had, with who still pays it. */
export function PriceHistory({ product, history, community, now, words }: HistoryProps) {
  const { t, locale } = words;
  if (history.length === 0) return <p className="mt-3 text-ink-2">{t("selling.prices.historyNone")}</p>;
  const day = (at: Date) => <Time at={at} now={now} locale={locale} zone={community.zone} show="date" />;
  return (
    <Table label={t("selling.prices.historyScroll")} className="mt-2 min-w-110">
      <thead>
        <tr>
          <th scope="col">{t("selling.prices.price")}</th>
          <th scope="col">{t("selling.prices.from")}</th>
          <th scope="col">{t("selling.prices.to")}</th>
          {product.kind === "subscription" ? (
            <th scope="col" className="r">
              {t("selling.prices.payers")}
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {history.map((price) => (
          <tr key={price.id}>
            <th scope="row" className="num font-normal">
              {priceInWords(price, words, community.zone)}
            </th>
            <td>{day(price.createdAt)}</td>
            <td>
              {price.archivedAt ? day(price.archivedAt) : <Badge tone="success">{t("selling.prices.onSale")}</Badge>}
            </td>
            {product.kind === "subscription" ? <td className="r num">{price.subscribers}</td> : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** For each old price that is still paid: the offer to move its payers to the present one of the same rhythm. */
export function MoveSubscribers({ product, history, community, words }: Omit<HistoryProps, "now">) {
  const { t } = words;
  const moves = history.flatMap((price) => {
    if (!price.archivedAt || price.subscribers === 0) return [];
    const target = product.prices.find(
      ({ interval, currency }) => interval === price.interval && currency === price.currency,
    );
    return target ? [{ price, target }] : [];
  });
  return moves.map(({ price, target }) => {
    const from = priceInWords(price, words, community.zone);
    const to = priceInWords(target, words, community.zone);
    return (
      <details key={price.id} className="mt-2">
        <summary className="link cursor-pointer py-1">
          {t("selling.prices.moveTo", { count: price.subscribers, from, to })}
        </summary>
        <ActionForm
          action={moveSubscribersAction}
          hidden={{ community: community.slug, product: product.id, from: price.id, to: target.id }}
          className="mt-2 grid gap-2"
        >
          <p className="text-ink-2">{t("selling.prices.moveHint", { to })}</p>
          <div>
            <SubmitButton size="sm" variant="outline" busyLabel={t("selling.prices.moving")}>
              {t("selling.prices.move")}
            </SubmitButton>
          </div>
        </ActionForm>
      </details>
    );
  });
}

/** The terms of a pass that are on sale, each with a way off. */
export function PassTerms({ product, community, words }: Pick<HistoryProps, "product" | "community" | "words">) {
  const { t } = words;
  return (
    <ul className="hair mt-2">
      {product.prices.map((price) => {
        const text = priceInWords(price, words, community.zone);
        return (
          <li key={price.id} className="flex flex-wrap items-center gap-2 py-2">
            <span className="num min-w-0 flex-1">{text}</span>
            <ActionForm
              action={withdrawPriceAction}
              hidden={{ community: community.slug, product: product.id, price: price.id }}
            >
              <SubmitButton
                size="sm"
                variant="ghost"
                busyLabel={t("selling.prices.withdrawing")}
                aria-label={t("selling.prices.withdrawOf", { price: text })}
              >
                {t("selling.prices.withdraw")}
              </SubmitButton>
            </ActionForm>
          </li>
        );
      })}
    </ul>
  );
}
