import "server-only";
import { type Tx, transact } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { NotFound } from "@/lib/platform/errors";
import { endSubscription } from "./ending";
import type { SandboxPortalSession } from "./objects/customers";
import type { SandboxPrice } from "./objects/products";
import type { SandboxSubscription } from "./objects/subscriptions";
import type { Parameters } from "./parameters";
import { accountOfObject, findObject, listObjects, needObject } from "./queries";
import { catchUp } from "./renewing";
import { withinAccount } from "./request-context";
import { updateSubscription } from "./subscription-requests";
import { itemOf } from "./subscription-terms";
import { WireError } from "./wire";

/** The customer's page at the payment service, by its unguessable id, or null. */
export async function findPortal(id: string): Promise<SandboxPortalSession | null> {
  const account = await accountOfObject("billing_portal.session", id);
  return account === null ? null : withinAccount(account, () => findObject("billing_portal.session", id));
}

/** What the customer has running, and what else of the same shop each could be. */
export async function listPortalSubscriptions(
  id: string,
): Promise<{ subscription: SandboxSubscription; product: string; offers: (SandboxPrice & { name: string })[] }[]> {
  const account = await accountOfObject("billing_portal.session", id);
  if (account === null) return [];
  return withinAccount(account, async () => {
    const portal = await needObject("billing_portal.session", id);
    const living = (await listObjects("subscription", portal.customer)).filter(({ status }) => status !== "canceled");
    if (living.length === 0) return [];
    const [products, prices] = [await listObjects("product"), await listObjects("price")];
    const byId = new Map(products.map((product) => [product.id, product]));
    return living.map((subscription) => {
      const present = itemOf(subscription).price;
      const product = byId.get(present.product);
      const offers = prices
        .filter((price) => price.active && price.recurring && price.currency === present.currency)
        .filter((price) => price.id !== present.id && byId.get(price.product)?.active)
        .filter((price) => byId.get(price.product)?.metadata.communityId === product?.metadata.communityId)
        .map((price) => ({ ...price, name: byId.get(price.product)!.name }));
      return { subscription, product: product?.name ?? "", offers };
    });
  });
}

export type PortalChange = "price" | "cancel" | "keep" | "end";
export type PortalOutcome = "done" | "declined" | "refused";

/**
 * What a customer does on the payment service's own page, without us: another price at once, an end with the period,
 * that end taken back, an end now. We hear of it by webhook. Throws NotFound for what is not theirs.
 */
export async function changeInPortal(
  portalId: string,
  subscriptionId: string,
  what: PortalChange,
  priceId = "",
): Promise<PortalOutcome> {
  const account = await accountOfObject("billing_portal.session", portalId);
  if (account === null) throw new NotFound();
  try {
    await withinAccount(account, () =>
      transact(async (tx) => {
        const portal = await needObject("billing_portal.session", portalId);
        const subscription = await findObject("subscription", subscriptionId);
        if (subscription?.customer !== portal.customer) throw new NotFound();
        await change(tx, subscription, what, priceId);
      }),
    );
    return "done";
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return error.status === 402 ? "declined" : "refused";
  }
}

async function change(tx: Tx, { id, items }: SandboxSubscription, what: PortalChange, price: string): Promise<void> {
  const at = now();
  if (what === "end") return endSubscription(tx, await catchUp(tx, id, at), "cancellation_requested", at);
  const given: Parameters =
    what === "price"
      ? {
          items: [{ id: items.data[0]!.id, price }],
          proration_behavior: "always_invoice",
          payment_behavior: "error_if_incomplete",
        }
      : { cancel_at_period_end: what === "cancel" };
  await updateSubscription({ tx, id, given, at });
}
