import { ChoiceGroup, RadioCard } from "@/components/ui/choice-fields";
import type { Words } from "@/lib/i18n/words";

/** Stripe's test cards, with what each does here. Shown instead of a field: nobody should type a real number. */
const cards = [
  { number: "4242424242424242", what: "paid" },
  { number: "5555555555554444", what: "paid-too" },
  { number: "4000000000000002", what: "declined" },
  { number: "4000000000009995", what: "insufficient" },
  { number: "4000000000000069", what: "expired" },
  { number: "4000000000000341", what: "fails-later" },
  { number: "4000000000000259", what: "disputed" },
  { number: "4000000000007726", what: "refund-pending" },
  { number: "4000000000005126", what: "refund-fails" },
] as const;

interface CardChoiceProps {
  words: Words;
  /** Ways to pay once which this checkout takes besides cards. */
  wallets?: readonly ("alipay" | "wechat_pay")[];
}

export function CardChoice({ words: { t }, wallets = [] }: CardChoiceProps) {
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
      {wallets.map((wallet) => (
        <RadioCard key={wallet} name="card" value={wallet} title={t(`sandbox.checkout.wallets.${wallet}`)}>
          {t(`sandbox.checkout.cards.${wallet}`)}
        </RadioCard>
      ))}
    </ChoiceGroup>
  );
}
