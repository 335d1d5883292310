import type { SandboxKinds, StoredKind } from "./kinds";

/** What objects stored by earlier versions of the sandbox lack: a demo's directory outlives the code that made it. */
const lacking: { [K in StoredKind]?: Partial<SandboxKinds[K]> } = {
  "checkout.session": {
    discounts: [],
    locale: null,
    payment_method_collection: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  },
  subscription: {
    application_fee_percent: null,
    billing_mode: { type: "flexible", flexible: null },
    description: null,
    schedule: null,
  },
  invoice: { discounts: [], total_discount_amounts: [] },
  payment_intent: { application_fee_amount: null },
  charge: {
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    description: null,
    payment_method_details: { type: "card" },
  },
  refund: { balance_transaction: null, payment_method: null, _settles_at: null, _fails_at: null, _application_fee: 0 },
};

/** A stored body as an object of its kind, whatever version stored it. */
export function revived<K extends StoredKind>(kind: K, body: Record<string, unknown>): SandboxKinds[K] {
  return { ...lacking[kind], ...body } as unknown as SandboxKinds[K];
}
