import "server-only";
import { behaviourOf, methodOf, pays } from "./cards";
import { planChange } from "./changing";
import { emit, put } from "./commands";
import type { Call } from "./endpoint";
import { settleInvoice } from "./invoicing";
import { fromSeconds } from "./objects/base";
import type { SandboxInvoice } from "./objects/invoices";
import type { Parameters } from "./parameters";
import { needObject } from "./queries";
import { catchUp, planRenewal } from "./renewing";
import { changeOf } from "./subscription-requests";
import { declined, invalid } from "./wire";

/**
 * The invoice a change would make now, or else the next renewal's. Nothing is stored; its id is of no use
 * (https://docs.stripe.com/api/invoices/create_preview).
 */
export async function previewInvoice({ tx, given, at }: Call): Promise<object> {
  const subscription = await catchUp(tx, String(given.subscription), at);
  if (subscription.status === "canceled")
    throw invalid("You cannot preview the upcoming invoice for a canceled subscription.", "subscription");
  const details = (given.subscription_details ?? {}) as Parameters;
  const change = await changeOf(subscription, details, at, "subscription_details");
  const planned = change ? await planChange(subscription, change) : { subscription, invoice: null };
  const ends = details.cancel_at_period_end ?? subscription.cancel_at_period_end;
  if (!planned.invoice && ends === true)
    throw invalid("No upcoming invoices for customer", undefined, "invoice_upcoming_none");
  const invoice = planned.invoice ?? (await planRenewal(planned.subscription, upcoming(planned.subscription))).invoice;
  return preview(invoice);
}

const upcoming = (subscription: { items: { data: { current_period_end: number }[] } }) =>
  fromSeconds(subscription.items.data[0]!.current_period_end);

function preview(invoice: SandboxInvoice) {
  const id = `upcoming_${invoice.id}`;
  const data = invoice.lines.data.map((line) => ({ ...line, invoice: id }));
  return { ...invoice, id, status: "draft", lines: { ...invoice.lines, data } };
}

/** Pays an open invoice now. A card that does not pay changes nothing but the count of its tries. */
export async function payOpenInvoice({ tx, id, given, at }: Call): Promise<SandboxInvoice> {
  const invoice = await needObject("invoice", id);
  if (invoice.status === "paid") throw invalid("Invoice is already paid", undefined, "invoice_already_paid");
  if (invoice.status !== "open" && invoice.status !== "uncollectible")
    throw invalid("This invoice can no longer be paid.", undefined, "invoice_not_open");
  const subscription = await needObject("subscription", invoice.parent.subscription_details.subscription);
  const method =
    typeof given.payment_method === "string"
      ? await needObject("payment_method", given.payment_method, "payment_method")
      : await methodOf(subscription);
  if (method && behaviourOf(method) === "insufficient") throw declined("card_declined", "insufficient_funds");
  if (!pays(method)) throw declined("card_declined");
  const paid = await settleInvoice(tx, invoice, method, at);
  if (subscription.status === "past_due" && subscription.latest_invoice === id) {
    const active = { ...subscription, status: "active" as const, _retry_at: null };
    await put(tx, active);
    await emit(tx, "customer.subscription.updated", active, at);
  }
  return paid;
}
