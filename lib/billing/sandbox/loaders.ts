import "server-only";
import { notFound } from "next/navigation";
import { dayMs, now, wallClock } from "@/lib/platform/clock";
import { publicUrl } from "@/lib/platform/env";
import { isDemo } from "@/lib/platform/installation";
import { paymentsAreReal } from "../gateway";
import { clockSteps } from "../schema/sandbox";
import { findCheckout } from "./checkout";
import { clockStep, forecast } from "./clock";
import { countPendingDeliveries, findObject } from "./queries";

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
    email: session.customer_details?.email ?? null,
    cancelTo: ownPath(session.cancel_url),
    doneTo: ownPath(session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id)),
    demo: await isDemo(),
  };
}

/** The sandbox's customer page: changing the card. */
export async function loadPortal(id: string) {
  const portal = paymentsAreReal() ? null : await findObject("billing_portal.session", id);
  if (!portal) notFound();
  return { id: portal.id, backTo: ownPath(portal.return_url), demo: await isDemo() };
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

function ownPath(address: string | null): string {
  if (address === null) return "/";
  return address.startsWith(`${publicUrl()}/`) ? address.slice(publicUrl().length) : address;
}
