import { expect, it } from "vitest";
import { subjectOf } from "./event-subject";

const subject = (type: string, object: object) => subjectOf({ type, data: { object } } as never);

it("an event names whom to look at, and nothing of its content is taken", () => {
  const customer = { kind: "customer", customerId: "cus_1" };
  expect(subject("customer.updated", { object: "customer", id: "cus_1" })).toEqual(customer);
  expect(subject("invoice.paid", { object: "invoice", customer: "cus_1", amount_paid: 1 })).toEqual(customer);
  expect(subject("charge.refunded", { object: "charge", customer: { id: "cus_1" } })).toEqual(customer);
  expect(subject("checkout.session.completed", { object: "checkout.session", customer: null })).toBeNull();
});

it("refunds and disputes name their payment, because Stripe gives them no customer", () => {
  const payment = { kind: "payment", paymentIntentId: "pi_1", chargeId: "ch_1" };
  expect(subject("refund.updated", { object: "refund", payment_intent: "pi_1", charge: "ch_1" })).toEqual(payment);
  const dispute = { object: "dispute", payment_intent: { id: "pi_1" }, charge: "ch_1", customer: "cus_other" };
  expect(subject("charge.dispute.created", dispute)).toEqual(payment);
  expect(subject("charge.dispute.created", { object: "dispute", payment_intent: null, charge: "ch_1" })).toEqual({
    ...payment,
    paymentIntentId: null,
  });
});

it("payouts and accounts are looked at as such; everything else is nothing to us", () => {
  expect(subject("payout.paid", { object: "payout", id: "po_1" })).toEqual({ kind: "payouts" });
  expect(subject("account.updated", { object: "account", id: "acct_1" })).toEqual({ kind: "account" });
  expect(subject("account.application.deauthorized", { object: "application", id: "ca_1" })).toEqual({
    kind: "account",
  });
  for (const object of [{}, { object: "price" }, { customer: 7 }, { customer: "" }, { customer: "c".repeat(300) }])
    expect(subject("price.created", object)).toBeNull();
});
