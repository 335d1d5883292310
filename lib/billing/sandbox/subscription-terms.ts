import type { ActiveDiscount } from "./discounting";
import type { SandboxInvoice } from "./objects/invoices";
import type { SandboxPrice } from "./objects/products";
import type { SandboxSubscription } from "./objects/subscriptions";
import { invalid } from "./wire";

export const intervalOf = (price: SandboxPrice) => price.recurring!.interval;
export const itemOf = (subscription: SandboxSubscription) => subscription.items.data[0]!;

/** The subscription after an invoice was made: discounts that are over, or good for one invoice only, are gone. */
export function consume(
  subscription: SandboxSubscription,
  invoice: SandboxInvoice,
  active: readonly ActiveDiscount[],
): SandboxSubscription {
  const stays = active.filter(({ coupon }) => coupon.duration !== "once" || invoice.subtotal <= 0);
  return { ...subscription, discounts: stays.map(({ id }) => id) };
}

/** A price a subscription may have. Throws Stripe's 400 for one that is paid once or of another currency. */
export function refuseOtherPrice(subscription: SandboxSubscription, price: SandboxPrice, param: string): void {
  if (!price.recurring)
    throw invalid(
      "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
      param,
    );
  if (price.currency !== subscription.currency)
    throw invalid("The price's currency differs from the subscription's.", param);
}
