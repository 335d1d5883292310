import "server-only";
import type Stripe from "stripe";
import type { CustomerFacts, DisputeFact, PaymentFact, RefundFact } from "./facts";
import { stripe } from "./gateway";
import {
  disputeFact,
  invoiceFact,
  isSucceeded,
  openInvoiceFact,
  paymentFact,
  refundFact,
  scheduleFact,
  sessionFact,
  subscriptionFact,
} from "./stripe-facts";

const pageSize = 100;
/** Far above what one person can have; a guard against an endless list. */
const most = { limit: 5000 };

/** Payments of which we know more than Stripe's lists show at a glance: a refund that failed, a dispute that is over. */
export interface KnownOfPayments {
  refunded: readonly string[];
  disputed: readonly string[];
}

/** Reads everything we need about an account's customer from Stripe. Network only; throws when Stripe does not answer. */
export async function fetchCustomerFacts(
  account: string,
  customer: string,
  known: KnownOfPayments = { refunded: [], disputed: [] },
): Promise<CustomerFacts> {
  const api = stripe(account);
  const page = { customer, limit: pageSize };
  const unpaid = (status: "open" | "uncollectible") => api.invoices.list({ ...page, status }).autoPagingToArray(most);
  const [subscriptions, schedules, paid, open, uncollectible, intents, sessions] = await Promise.all([
    api.subscriptions
      .list({ ...page, status: "all", expand: ["data.default_payment_method", "data.discounts"] })
      .autoPagingToArray(most),
    api.subscriptionSchedules.list(page).autoPagingToArray(most),
    api.invoices.list({ ...page, status: "paid", expand: ["data.payments"] }).autoPagingToArray(most),
    unpaid("open"),
    unpaid("uncollectible"),
    api.paymentIntents.list({ ...page, expand: ["data.latest_charge.balance_transaction"] }).autoPagingToArray(most),
    api.checkout.sessions.list(page).autoPagingToArray(most),
  ]);
  await Promise.all([...paid, ...open, ...uncollectible].map((invoice) => completeLines(api, invoice)));
  const payments = intents.filter(isSucceeded).map(paymentFact);
  const awaited = new Set(intents.filter(({ status }) => status === "processing").map(({ id }) => id));
  const agreed = schedules.flatMap(scheduleFact);
  return {
    account,
    subscriptions: subscriptions.flatMap((subscription) => subscriptionFact(subscription, agreed)),
    schedules: agreed,
    invoices: paid.flatMap(invoiceFact),
    openInvoices: [...open, ...uncollectible].flatMap(openInvoiceFact),
    payments,
    refunds: await fetchRefunds(api, payments, known.refunded),
    disputes: await fetchDisputes(api, payments, known.disputed),
    sessions: sessions.map((session) => sessionFact(session, awaited)),
  };
}

/** A list shows the first lines of an invoice only. */
async function completeLines(api: Stripe, invoice: Stripe.Invoice): Promise<void> {
  if (!invoice.lines.has_more) return;
  invoice.lines.data = await api.invoices.listLineItems(invoice.id, { limit: pageSize }).autoPagingToArray(most);
}

async function fetchRefunds(
  api: Stripe,
  payments: readonly PaymentFact[],
  known: readonly string[],
): Promise<RefundFact[]> {
  const lists = payments
    .filter(({ id, refunded }) => refunded > 0 || known.includes(id))
    .map(async ({ id }) => {
      const list = api.refunds.list({ payment_intent: id, limit: pageSize });
      const refunds = await list.autoPagingToArray(most);
      return Promise.all(refunds.map(async (refund) => refundFact(refund, id, await failedAt(api, refund))));
    });
  return (await Promise.all(lists)).flat();
}

/** When the bank sent a refund back: a movement of its own. */
async function failedAt(api: Stripe, { failure_balance_transaction: movement }: Stripe.Refund): Promise<Date | null> {
  if (!movement) return null;
  const entry = typeof movement === "string" ? await api.balanceTransactions.retrieve(movement) : movement;
  return new Date(entry.created * 1000);
}

async function fetchDisputes(
  api: Stripe,
  payments: readonly PaymentFact[],
  known: readonly string[],
): Promise<DisputeFact[]> {
  const lists = payments
    .filter(({ id, disputed }) => disputed || known.includes(id))
    .map(async ({ id }) => {
      const list = api.disputes.list({ payment_intent: id, limit: pageSize });
      return (await list.autoPagingToArray(most)).map((dispute) => disputeFact(dispute, id));
    });
  return (await Promise.all(lists)).flat();
}
