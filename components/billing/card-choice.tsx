import { ChoiceGroup, RadioCard } from "@/components/ui/choice-fields";
import type { Words } from "@/lib/i18n/words";

/** Stripe's test cards, with what each does here. Shown instead of a field: nobody should type a real number. */
const cards = [
  { number: "4242424242424242", what: "paid" },
  { number: "4000000000000002", what: "declined" },
  { number: "4000000000000069", what: "expired" },
  { number: "4000000000000341", what: "fails-later" },
] as const;

export function CardChoice({ words: { t } }: { words: Words }) {
  return (
    <ChoiceGroup id="card" label={t("sandbox.checkout.card")}>
      {cards.map(({ number, what }, index) => (
        <RadioCard
          key={number}
          name="card"
          value={number}
          defaultChecked={index === 0}
          title={<span className="num">{number.replace(/(\d{4})(?=\d)/g, "$1 ")}</span>}
        >
          {t(`sandbox.checkout.cards.${what}`)}
        </RadioCard>
      ))}
    </ChoiceGroup>
  );
}
