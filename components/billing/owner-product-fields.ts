import type { FieldSpec } from "@/components/ui/fields-form";
import type { CatalogProduct, ProductKind } from "@/lib/billing/types";
import type { Translate } from "@/lib/i18n/words";

/** Descriptions of the fields of the forms about one product, with finished words. `of` fills in what it is now. */

type Known = Partial<
  Pick<
    CatalogProduct,
    "name" | "promise" | "description" | "featured" | "accessAfterRefund" | "trialDays" | "freeTrialDays"
  >
>;

/** Name, promise and description. */
export function faceFields(t: Translate, of: Known = {}): FieldSpec[] {
  const optional = t("selling.product.optional");
  return [
    {
      kind: "text",
      name: "name",
      label: t("selling.product.name"),
      help: t("selling.product.nameHelp"),
      maxLength: 40,
      defaultValue: of.name,
    },
    {
      kind: "text",
      name: "promise",
      label: t("selling.product.promise"),
      optional,
      maxLength: 120,
      defaultValue: of.promise,
    },
    {
      kind: "area",
      name: "description",
      label: t("selling.product.description"),
      optional,
      rows: 4,
      maxLength: 4000,
      defaultValue: of.description,
    },
  ];
}

/** Recommendation, refund rule and trials, as far as a kind has them. */
export function termsFields(t: Translate, kind: ProductKind, of: Known = {}): FieldSpec[] {
  const optional = t("selling.product.optional");
  const daysOf = (days: number | undefined) => (days ? String(days) : "");
  const featured: FieldSpec = {
    kind: "check",
    name: "featured",
    label: t("selling.product.featured"),
    help: t("selling.product.featuredHelp"),
    defaultChecked: of.featured ?? false,
  };
  if (kind === "free") return [featured];
  const refund: FieldSpec = {
    kind: "select",
    name: "refund",
    label: t("selling.product.refund"),
    help: t("selling.product.refundRuleHelp"),
    defaultValue: of.accessAfterRefund ?? "ends",
    options: [
      { value: "ends", label: t("selling.product.refundEnds") },
      { value: "stays", label: t("selling.product.refundStays") },
    ],
  };
  if (kind !== "subscription") return [refund, featured];
  const trials = (["trial", "freeTrial"] as const).map(
    (name): FieldSpec => ({
      kind: "text",
      name,
      inputMode: "numeric",
      label: t(`selling.product.${name}`),
      help: t(`selling.product.${name}Help`),
      optional,
      maxLength: 3,
      defaultValue: daysOf(name === "trial" ? of.trialDays : of.freeTrialDays),
    }),
  );
  return [...trials, refund, featured];
}

/** A price per month and one per year. */
export function planPriceFields(
  t: Translate,
  currency: string,
  of: { month?: string; year?: string } = {},
): FieldSpec[] {
  return (["month", "year"] as const).map((name) => ({
    kind: "text",
    name,
    inputMode: "decimal",
    label: t(`selling.prices.${name}`, { currency }),
    help: name === "month" ? t("selling.prices.priceHelp") : undefined,
    optional: t("selling.product.optional"),
    maxLength: 12,
    defaultValue: of[name],
  }));
}

interface KnownTerm {
  price?: string;
  term?: "days" | "until" | "good";
  days?: string;
  until?: string;
}

/** A price that is paid once, with how long it is for: a pass ends, a bundle does not, a single item may. */
export function termPriceFields(
  t: Translate,
  kind: ProductKind,
  { currency, zone }: { currency: string; zone: string },
  of: KnownTerm = {},
): FieldSpec[] {
  const price: FieldSpec = {
    kind: "text",
    name: "price",
    inputMode: "decimal",
    label: t("selling.prices.once", { currency }),
    help: t("selling.prices.onceHelp"),
    maxLength: 12,
    defaultValue: of.price,
  };
  if (kind === "bundle") return [price];
  const terms = kind === "pass" ? (["days", "until"] as const) : (["good", "days", "until"] as const);
  const labels = { days: "termDays", until: "termUntil", good: "termGood" } as const;
  const optional = t("selling.product.optional");
  return [
    price,
    {
      kind: "select",
      name: "term",
      label: t("selling.prices.term"),
      defaultValue: of.term ?? terms[0],
      options: terms.map((value) => ({ value, label: t(`selling.prices.${labels[value]}`) })),
    },
    {
      kind: "text",
      name: "days",
      inputMode: "numeric",
      label: t("selling.prices.days"),
      optional,
      maxLength: 4,
      defaultValue: of.days,
    },
    {
      kind: "date",
      name: "until",
      label: t("selling.prices.until"),
      help: t("selling.prices.untilHelp", { zone }),
      optional,
      defaultValue: of.until,
    },
  ];
}

interface Choosable {
  id: string;
  name: string;
}

/** The benefits a product may open, as boxes. `own` adds the one that is made with it. */
export function benefitFields(
  t: Translate,
  benefits: readonly Choosable[],
  lang: string,
  { ticked = [], own, label }: { ticked?: readonly string[]; own?: { checked: boolean }; label?: string },
): FieldSpec[] {
  const boxes = benefits.map(({ id, name }) => ({
    name: `benefit:${id}`,
    label: name,
    lang,
    defaultChecked: ticked.includes(id),
  }));
  const ownBox = {
    name: "own",
    label: t("selling.product.own"),
    help: t("selling.product.ownHelp"),
    defaultChecked: own?.checked,
  };
  return [
    {
      kind: "boxes",
      name: "opens",
      label: label ?? t("selling.product.opens"),
      boxes: own ? [ownBox, ...boxes] : boxes,
    },
  ];
}

export interface Item extends Choosable {
  heldBack: CatalogProduct["heldBack"];
}

/** The single items a bundle may hold, as boxes. */
export function itemFields(
  t: Translate,
  items: readonly Item[],
  lang: string,
  { ticked = [], label }: { ticked?: readonly string[]; label?: string } = {},
): FieldSpec[] {
  const help = t(items.length > 0 ? "selling.product.itemsHelp" : "selling.product.noItems");
  const boxes = items.map(({ id, name, heldBack }) => ({
    name: `item:${id}`,
    label: heldBack ? t("selling.catalogue.heldBack.item", { name }) : name,
    lang,
    defaultChecked: ticked.includes(id),
  }));
  return [{ kind: "boxes", name: "items", label: label ?? t("selling.product.items"), help, boxes }];
}

/** Name and description of a benefit. */
export function benefitFaceFields(t: Translate, of: { name?: string; description?: string } = {}): FieldSpec[] {
  return [
    {
      kind: "text",
      name: "name",
      label: t("selling.benefits.name"),
      help: t("selling.benefits.nameHelp"),
      maxLength: 40,
      defaultValue: of.name,
    },
    {
      kind: "text",
      name: "description",
      label: t("selling.benefits.description"),
      optional: t("selling.product.optional"),
      maxLength: 200,
      defaultValue: of.description,
    },
  ];
}
