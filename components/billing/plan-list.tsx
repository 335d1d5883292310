import { ActionForm } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { ArrowDown, ArrowUp } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { moveProductAction } from "@/lib/billing/actions/products";
import type { CatalogProduct } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";
import { contentsOf, namesInWords, priceInWords, productGroups } from "./owner-price";

interface CatalogueProps {
  products: readonly CatalogProduct[];
  holders: ReadonlyMap<string, { subscribers: number; sold: number }>;
  benefits: readonly { id: string; name: string }[];
  community: { slug: string; currency: string; locale: string; zone: string };
  words: Words;
}

/** What is on sale, group by group in the owner's order; what no longer is folds away below. */
export function Catalogue(props: CatalogueProps) {
  const { products, words } = props;
  const { t } = words;
  const archived = products.filter(({ archivedAt }) => archivedAt !== null);
  return (
    <>
      {productGroups.map(({ group, kinds }) => {
        const rows = products.filter(
          ({ kind, archivedAt }) => archivedAt === null && (kinds as readonly string[]).includes(kind),
        );
        if (rows.length === 0) return null;
        return (
          <section key={group} className="mt-8" aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`} className="text-lg">
              {t(`selling.catalogue.groups.${group}`)}
            </h2>
            <ol className="hair mt-1">
              {rows.map((product, at) => (
                <ProductRow key={product.id} product={product} ends={[at === 0, at === rows.length - 1]} {...props} />
              ))}
            </ol>
          </section>
        );
      })}
      {archived.length > 0 ? (
        <details className="mt-8">
          <summary className="cursor-pointer py-1 text-ink-2">
            {t("selling.catalogue.archived")} <span className="num text-ink-3">{archived.length}</span>
          </summary>
          <ul className="hair mt-1">
            {archived.map((product) => (
              <ProductRow key={product.id} product={product} {...props} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

interface ProductRowProps extends CatalogueProps {
  product: CatalogProduct;
  /** Whether it stands first and last; absent for what cannot be moved. */
  ends?: readonly [boolean, boolean];
}

function ProductRow({ product, ends, holders, benefits, products, community, words }: ProductRowProps) {
  const { t, locale } = words;
  const { slug, zone } = community;
  const count = holders.get(product.id) ?? { subscribers: 0, sold: 0 };
  const prices = product.prices.map((price) => priceInWords(price, words, zone));
  const nothing = product.kind === "free" ? formatMoney(0, community.currency, locale) : t("selling.catalogue.noPrice");
  const nameOf = (each: { id: string; name: string }) => [each.id, each.name] as const;
  const contents = contentsOf(product, new Map(benefits.map(nameOf)), new Map(products.map(nameOf)));
  const what = namesInWords(contents, locale);
  const heldBack = product.archivedAt === null ? product.heldBack : null;
  return (
    <li className="flex items-start gap-2 py-3">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <h3 className="text-md font-semibold">
            <Link
              href={`/c/${slug}/manage/plans/${product.id}`}
              className="hover:text-accent-ink"
              lang={community.locale}
            >
              {product.name}
            </Link>
          </h3>
          {product.featured ? <Badge tone="accent">{t("selling.catalogue.recommended")}</Badge> : null}
          {product.archivedAt ? <Badge>{t("selling.catalogue.offSale")}</Badge> : null}
          {heldBack ? <Badge tone="warning">{t("selling.catalogue.heldBack.badge")}</Badge> : null}
        </div>
        {product.promise ? (
          <p className="text-ink-2" lang={community.locale}>
            {product.promise}
          </p>
        ) : null}
        {heldBack ? <p className="text-sm text-ink-2">{t(`selling.catalogue.heldBack.${heldBack}`)}</p> : null}
        <p className="num">{prices.join(" · ") || nothing}</p>
        <p className="text-sm text-ink-3">
          {product.kind === "free"
            ? null
            : t(product.kind === "subscription" ? "selling.catalogue.subscribers" : "selling.catalogue.sold", {
                count: product.kind === "subscription" ? count.subscribers : count.sold,
              })}
          {contents.length > 0 ? (
            <>
              {" · "}
              {t(product.kind === "bundle" ? "selling.catalogue.holds" : "selling.catalogue.opens", { what })}
            </>
          ) : null}
        </p>
      </div>
      {ends ? <MoveButtons product={product} ends={ends} slug={slug} words={words} /> : null}
    </li>
  );
}

interface MoveButtonsProps {
  product: CatalogProduct;
  ends: readonly [boolean, boolean];
  slug: string;
  words: Words;
}

function MoveButtons({ product, ends, slug, words: { t } }: MoveButtonsProps) {
  return (
    <ActionForm action={moveProductAction} hidden={{ community: slug, product: product.id }} className="flex gap-1">
      {(["up", "down"] as const).map((direction, at) => {
        const Arrow = direction === "up" ? ArrowUp : ArrowDown;
        return (
          <SubmitButton
            key={direction}
            variant="ghost"
            size="icon"
            name="direction"
            value={direction}
            disabled={ends[at]}
            busyLabel=""
            aria-label={t(`selling.catalogue.${direction}`, { product: product.name })}
          >
            <Arrow />
          </SubmitButton>
        );
      })}
    </ActionForm>
  );
}
