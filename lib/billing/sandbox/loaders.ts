import "server-only";
import { notFound } from "next/navigation";
import { dayMs, now, wallClock } from "@/lib/platform/clock";
import { isDemo } from "@/lib/platform/installation";
import { paymentsAreReal } from "../gateway";
import { clockSteps } from "../schema/sandbox";
import { findCheckout } from "./checkout";
import { clockStep, forecast } from "./clock";
import { findAccountLink, needAccount } from "./connecting";
import { deliveryPolicy } from "./delivery-policy";
import { fromSeconds } from "./objects/base";
import { withinSite } from "./own-paths";
import { findPortal, listPortalSubscriptions } from "./portal";
import { countPendingDeliveries, listDeliveries, listFaults, listNewest } from "./queries";

/** A checkout of the sandbox. There is none when real keys are set. */
export async function loadCheckout(id: string) {
  const session = paymentsAreReal() ? null : await findCheckout(id);
  if (!session) notFound();
  const [item] = session.line_items.data;
  return {
    id: session.id,
    status: session.status,
    what: item!.description,
    amount: session.amount_total,
    currency: session.currency.toUpperCase(),
    interval: item!.price.recurring?.interval ?? null,
    /** What it costs without discount and after the trial. */
    listAmount: item!.price.unit_amount,
    discount: session.total_details?.amount_discount ?? 0,
    trialEnd: session._trial_end ? fromSeconds(session._trial_end) : null,
    wallets: (["alipay", "wechat_pay"] as const).filter((each) => session.payment_method_types.includes(each)),
    email: session.customer_details?.email ?? null,
    cancelTo: session.cancel_url === null ? "/" : withinSite(session.cancel_url),
    doneTo: withinSite(session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id)),
    demo: await isDemo(),
  };
}

/** The sandbox's customer page: changing the card, and what runs. */
export async function loadPortal(id: string) {
  const portal = paymentsAreReal() ? null : await findPortal(id);
  if (!portal) notFound();
  const subscriptions = (await listPortalSubscriptions(id)).map(({ subscription, product, offers }) => {
    const item = subscription.items.data[0]!;
    return {
      id: subscription.id,
      product,
      amount: item.price.unit_amount,
      currency: subscription.currency.toUpperCase(),
      interval: item.price.recurring!.interval,
      endsOrRenews: fromSeconds(item.current_period_end),
      ending: subscription.cancel_at_period_end,
      offers: offers.map(({ id: price, name, unit_amount, recurring }) => ({
        id: price,
        name,
        amount: unit_amount,
        interval: recurring!.interval,
      })),
    };
  });
  return { id: portal.id, backTo: withinSite(portal.return_url), subscriptions, demo: await isDemo() };
}

/** The onboarding page of a connected account. */
export async function loadOnboarding(linkId: string) {
  const link = paymentsAreReal() ? null : await findAccountLink(linkId);
  if (!link) notFound();
  const account = await needAccount(link._account).catch(() => notFound());
  return {
    link: link.id,
    account: account.id,
    email: account.email,
    ready: account.charges_enabled,
    backTo: withinSite(link._return_url),
    demo: await isDemo(),
  };
}

/** The demo's clock: where the story stands and what each step would bring. Exists in demo directories only. */
export async function loadClock() {
  if (paymentsAreReal() || !(await isDemo())) notFound();
  const at = now();
  const steps = await Promise.all(
    clockSteps.map(async (by) => ({ by, due: (await forecast(clockStep(at, by), 0)).total })),
  );
  const { first } = await forecast(clockStep(at, "year"));
  const ahead = Math.round((at.getTime() - wallClock().getTime()) / dayMs);
  return { at, ahead, steps, next: first, pending: await countPendingDeliveries() };
}

const eventsShown = 40;
const thingsShown = 10;

/** The demo's control page: what the payment service said and what banks may do next. Exists in demo directories only. */
export async function loadControl() {
  if (paymentsAreReal() || !(await isDemo())) notFound();
  const [deliveries, policy, faults, charges, disputes, refunds, payouts] = await Promise.all([
    listDeliveries(eventsShown),
    deliveryPolicy(),
    listFaults(),
    listNewest("charge", thingsShown),
    listNewest("dispute", thingsShown),
    listNewest("refund", thingsShown),
    listNewest("payout", thingsShown),
  ]);
  return {
    policy,
    faults: faults.map(({ id, path, kind, times }) => ({ id, path, kind, times })),
    events: deliveries.map(({ event, delivered, attempts, lastStatus }) => ({
      id: event.id,
      type: event.type,
      account: event.account ?? "",
      at: fromSeconds(event.created),
      state: delivered ? (lastStatus === null ? ("lost" as const) : ("delivered" as const)) : ("waiting" as const),
      attempts,
    })),
    charges: charges
      .filter(({ object }) => !object.disputed && !object.refunded)
      .map(({ object }) => money(object, "charge" as const)),
    disputes: disputes
      .filter(({ object }) => object.status === "needs_response")
      .map(({ object }) => money(object, "dispute" as const)),
    refunds: refunds
      .filter(({ object }) => object.status !== "failed")
      .map(({ object }) => ({ ...money(object, "refund" as const), pending: object.status === "pending" })),
    payouts: payouts
      .filter(({ object }) => object.status !== "failed")
      .map(({ object }) => money(object, "payout" as const)),
  };
}

const money = <K extends string>(
  { id, amount, currency, created }: { id: string; amount: number; currency: string; created: number },
  kind: K,
) => ({ kind, id, amount, currency: currency.toUpperCase(), at: fromSeconds(created) });
