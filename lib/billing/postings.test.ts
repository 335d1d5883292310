import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CustomerFacts, DisputeFact, InvoiceFact, PaymentFact, RefundFact } from "./facts";
import {
  type Account,
  booksOf,
  correction,
  installationBook,
  type LedgerLine,
  type Posting,
  trialBalance,
} from "./ledger";
import { type LedgerFacts, type LedgerGift, type LedgerOrder, postingsOf } from "./postings";
import type { CatalogPrice, ProductKind } from "./types";

const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000);
const at = day(400);

const price = (id: string, productKind: ProductKind): CatalogPrice => ({
  id,
  communityId: "wheels",
  productId: `product-${id}`,
  productKind,
  family: "plans",
  currency: "CNY",
  amount: 3900,
  interval: productKind === "subscription" ? "month" : null,
  termDays: null,
  termUntil: null,
  benefitIds: [],
  accessAfterRefund: "ends",
});
const kinds = ["subscription", "one_off", "pass", "bundle"] as const;
const prices = new Map(kinds.map((kind) => [kind as string, price(kind, kind)]));

const payment = (id: string, over: Partial<PaymentFact> = {}): PaymentFact => ({
  id,
  amount: 3900,
  currency: "CNY",
  at: day(1),
  refunded: 0,
  chargeId: `ch_${id}`,
  method: "card",
  disputed: false,
  fee: null,
  metadata: {},
  ...over,
});
const fee = (amount: number, over: Partial<NonNullable<PaymentFact["fee"]>> = {}) => ({
  id: "txn_1",
  amount,
  net: 3900 - amount,
  currency: "CNY",
  applicationFee: 0,
  at: day(1),
  ...over,
});
const refund = (id: string, amount: number, over: Partial<RefundFact> = {}): RefundFact => ({
  id,
  state: "succeeded",
  paymentIntentId: "pi_1",
  amount,
  currency: "CNY",
  at: day(2),
  failedAt: null,
  reason: null,
  metadata: { refundId: `ours-${id}` },
  ...over,
});
const invoice = (over: Partial<InvoiceFact> = {}): InvoiceFact => ({
  id: "in_1",
  subscriptionId: "sub_1",
  amountPaid: 3900,
  currency: "CNY",
  createdAt: day(1),
  paidAt: day(1),
  isRenewal: false,
  attempts: 1,
  discountAmount: 0,
  lines: [{ stripePriceId: "subscription", amount: 3900, from: day(1), to: day(31) }],
  paymentIntentId: "pi_1",
  paymentIntentIds: ["pi_1"],
  ...over,
});
const order = (over: Partial<LedgerOrder> = {}): LedgerOrder => ({
  id: "order-1",
  communityId: "wheels",
  priceId: "pass",
  kind: "payment",
  discountAmount: 0,
  stripePaymentIntentId: "pi_1",
  ...over,
});
const gift = (over: Partial<LedgerGift> = {}): LedgerGift => ({
  id: "gift-1",
  orderId: "order-1",
  state: "waiting",
  redeemedAt: null,
  expiresAt: day(366),
  ...over,
});

type Known = Partial<Omit<LedgerFacts, "facts">> & Partial<CustomerFacts>;

function known(given: Known): LedgerFacts {
  const { orders = [], gifts = [], at: moment = day(100), ...facts } = given;
  const none = { account: "", subscriptions: [], schedules: [], invoices: [], openInvoices: [], payments: [] };
  return {
    facts: { ...none, refunds: [], disputes: [], sessions: [], ...facts },
    prices,
    orderedPrices: prices,
    orders,
    gifts,
    at: moment,
  };
}

/** "charge:pi_1 stripe ← sales.pass 3900" for each line of each posting. */
const said = (given: Known) =>
  postingsOf(known(given)).flatMap(({ book, key, lines }) =>
    lines.map(
      ({ debit, credit, amount, currency }) =>
        `${book === "wheels" ? "" : `${book} `}${key}: ${debit} ← ${credit} ${amount} ${currency}`,
    ),
  );

const bought = (over: Partial<PaymentFact> = {}) => [payment("pi_1", { metadata: { orderId: "order-1" }, ...over })];

describe("what the books say", () => {
  it("a paid plan is a sale", () => {
    expect(said({ invoices: [invoice()], payments: [payment("pi_1")] })).toEqual([
      "charge:pi_1: stripe ← sales.subscription 3900 CNY",
    ]);
  });

  it("a coupon's part stands beside what was paid", () => {
    const lowered = invoice({ amountPaid: 3510, discountAmount: 390 });
    expect(said({ invoices: [lowered], payments: [payment("pi_1", { amount: 3510 })] })).toEqual([
      "charge:pi_1: stripe ← sales.subscription 3510 CNY",
      "charge:pi_1: discounts ← sales.subscription 390 CNY",
    ]);
  });

  it("an upgrade counts what its invoice took, the credit already taken off", () => {
    const lines = [
      { stripePriceId: "subscription", amount: -1000, from: day(10), to: day(31) },
      { stripePriceId: "subscription", amount: 9900, from: day(10), to: day(40) },
    ];
    const payments = [payment("pi_1", { amount: 8900 })];
    expect(said({ invoices: [invoice({ amountPaid: 8900, lines })], payments })).toEqual([
      "charge:pi_1: stripe ← sales.subscription 8900 CNY",
    ]);
  });

  it("an invoice that was paid in parts was lowered once", () => {
    const parts = { paymentIntentIds: ["pi_1", "pi_2"], discountAmount: 390 };
    const payments = [payment("pi_1", { amount: 3000 }), payment("pi_2", { amount: 510 })];
    expect(said({ invoices: [invoice({ amountPaid: 3510, ...parts })], payments })).toEqual([
      "charge:pi_1: stripe ← sales.subscription 3000 CNY",
      "charge:pi_1: discounts ← sales.subscription 390 CNY",
      "charge:pi_2: stripe ← sales.subscription 510 CNY",
    ]);
  });

  it("Stripe's fee is posted once Stripe names it, under the balance transaction's id", () => {
    expect(said({ orders: [order()], payments: bought({ fee: fee(156) }) })).toEqual([
      "charge:pi_1: stripe ← sales.pass 3900 CNY",
      "fee:txn_1: stripe_fees ← stripe 156 CNY",
    ]);
  });

  it("the operator's share leaves one book and enters the other", () => {
    expect(said({ orders: [order()], payments: bought({ fee: fee(351, { applicationFee: 195 }) }) })).toEqual([
      "charge:pi_1: stripe ← sales.pass 3900 CNY",
      "fee:txn_1: stripe_fees ← stripe 156 CNY",
      "appfee:ch_pi_1: platform_fees ← stripe 195 CNY",
      "installation appfee:ch_pi_1: stripe ← platform_income 195 CNY",
    ]);
  });

  it("a refund made here brings the operator's share back, one made on Stripe's pages does not", () => {
    const payments = bought({ fee: fee(351, { applicationFee: 195 }) });
    const refunds = [refund("re_1", 1300), refund("re_2", 2600, { metadata: {} })];
    const lines = said({ orders: [order()], payments, refunds }).filter((text) => text.includes("appfee-refund"));
    expect(lines).toEqual([
      "appfee-refund:re_1: stripe ← platform_fees 65 CNY",
      "installation appfee-refund:re_1: platform_income ← stripe 65 CNY",
    ]);
  });

  it("what is settled in another currency passes through the exchange", () => {
    const settled = fee(22, { net: 523, currency: "USD" });
    expect(said({ orders: [order()], payments: bought({ fee: settled }) })).toEqual([
      "charge:pi_1: stripe ← sales.pass 3900 CNY",
      "exchange:txn_1: exchange ← stripe 3900 CNY",
      "exchange:txn_1: stripe ← exchange 545 USD",
      "fee:txn_1: stripe_fees ← stripe 22 USD",
    ]);
  });

  it("a refund that its bank sent back is taken back", () => {
    const refunds = [refund("re_1", 1000), refund("re_2", 2900, { state: "failed" })];
    expect(said({ orders: [order()], payments: bought(), refunds })).toEqual([
      "charge:pi_1: stripe ← sales.pass 3900 CNY",
      "refund:re_1: refunds ← stripe 1000 CNY",
      "refund:re_2: refunds ← stripe 2900 CNY",
      "refund-failed:re_2: stripe ← refunds 2900 CNY",
    ]);
  });

  it("a refund that is under way has left already", () => {
    const lines = said({
      orders: [order()],
      payments: bought(),
      refunds: [refund("re_1", 3900, { state: "pending" })],
    });
    expect(lines).toContain("refund:re_1: refunds ← stripe 3900 CNY");
  });

  it("a dispute takes amount and fee; winning it brings back what Stripe returns", () => {
    const movements = [
      { id: "txn_2", amount: -3900, fee: 1500, currency: "CNY", at: day(5) },
      { id: "txn_3", amount: 3900, fee: -1500, currency: "CNY", at: day(9) },
    ];
    const dispute = { id: "dp_1", paymentIntentId: "pi_1", amount: 3900, currency: "CNY", reason: "fraudulent" };
    const disputes: DisputeFact[] = [{ ...dispute, state: "won", openedAt: day(5), dueAt: null, movements }];
    expect(said({ orders: [order()], payments: bought(), disputes }).slice(1)).toEqual([
      "dispute:txn_2: disputes ← stripe 3900 CNY",
      "dispute:txn_2: dispute_fees ← stripe 1500 CNY",
      "dispute:txn_3: stripe ← disputes 3900 CNY",
      "dispute:txn_3: stripe ← dispute_fees 1500 CNY",
    ]);
  });

  it("payments without a trace of us, and those of foreign prices, are none of ours", () => {
    const foreign = invoice({ lines: [{ stripePriceId: "theirs", amount: 3900, from: day(1), to: day(31) }] });
    const payments = [payment("pi_1"), payment("pi_2", { metadata: { orderId: "somebody-else" } })];
    expect(said({ invoices: [foreign], payments, orders: [order()] })).toEqual([]);
  });

  it("an order that was paid twice was sold once; the second payment is only money", () => {
    const twice = [...bought(), payment("pi_2", { metadata: { orderId: "order-1" }, at: day(2) })];
    const lines = said({ orders: [order({ kind: "gift", discountAmount: 100 })], gifts: [gift()], payments: twice });
    expect(lines).toEqual(["charge:pi_1: stripe ← gifts_owed 3900 CNY", "charge:pi_2: stripe ← gifts_owed 3900 CNY"]);
  });
});

describe("a gift", () => {
  const paid = { orders: [order({ kind: "gift", discountAmount: 100 })], payments: bought() };
  const redeemed = gift({ state: "redeemed", redeemedAt: day(20) });

  it("is owed until it is redeemed, and a sale at its full price then", () => {
    expect(said({ ...paid, gifts: [redeemed] })).toEqual([
      "charge:pi_1: stripe ← gifts_owed 3900 CNY",
      "gift:gift-1: gifts_owed ← sales.pass 3900 CNY",
      "gift:gift-1: discounts ← sales.pass 100 CNY",
    ]);
  });

  it("is owed no more once it was given back", () => {
    const lines = said({ ...paid, gifts: [gift({ state: "void" })], refunds: [refund("re_1", 3900)] });
    expect(lines).toContain("refund:re_1: gifts_owed ← stripe 3900 CNY");
  });

  it("given back after it was redeemed is a refund of the sale", () => {
    const lines = said({ ...paid, gifts: [redeemed], refunds: [refund("re_1", 3900, { at: day(21) })] });
    expect(lines).toContain("refund:re_1: refunds ← stripe 3900 CNY");
  });

  it("partly given back before is a sale of the rest", () => {
    const lines = said({ ...paid, gifts: [redeemed], refunds: [refund("re_1", 900)] });
    expect(lines).toContain("gift:gift-1: gifts_owed ← sales.pass 3000 CNY");
  });

  it("that nobody redeems in time is kept", () => {
    const lines = said({ ...paid, gifts: [gift()], at: day(366) });
    expect(lines).toContain("gift-expired:gift-1: gifts_owed ← breakage 3900 CNY");
    expect(said({ ...paid, gifts: [gift()], at: new Date(day(366).getTime() - 1) })).toHaveLength(1);
  });
});

/** A random history of one buyer: plans, passes, one-offs, bundles and gifts, in two currencies, with all that follows. */
const moment = fc.integer({ min: 0, max: 380 }).map(day);
const sale = fc.record({
  kind: fc.constantFrom(...kinds),
  asGift: fc.boolean(),
  amount: fc.integer({ min: 1, max: 99_999_999 }),
  discount: fc.integer({ min: 0, max: 5000 }),
  at: moment,
  fee: fc.option(fc.record({ own: fc.nat(5000), share: fc.nat(10_000), usd: fc.boolean() }), { nil: null }),
  parts: fc.array(
    fc.record({ weight: fc.nat(100), at: moment, state: fc.constantFrom("pending", "succeeded", "failed") }),
    { maxLength: 5 },
  ),
  disputed: fc.option(fc.record({ at: moment, fee: fc.nat(3000), won: fc.boolean() }), { nil: null }),
  redeemed: fc.option(moment, { nil: null }),
});
type Sale = typeof sale extends fc.Arbitrary<infer Value> ? Value : never;

interface History {
  invoices: InvoiceFact[];
  payments: PaymentFact[];
  refunds: RefundFact[];
  disputes: DisputeFact[];
  orders: LedgerOrder[];
  gifts: LedgerGift[];
}

const histories = fc.array(sale, { minLength: 1, maxLength: 8 }).map((sales) => {
  const history: History = { invoices: [], payments: [], refunds: [], disputes: [], orders: [], gifts: [] };
  sales.forEach((each, n) => {
    addPayment(history, each, n);
    addRefunds(history, each, n);
    addDispute(history, each, n);
  });
  return history;
});

function addPayment(
  history: History,
  { kind, asGift, amount, discount, at: when, fee: taken, redeemed }: Sale,
  n: number,
) {
  const gross = taken?.usd ? Math.ceil(amount / 7) : amount;
  const own = taken ? Math.min(taken.own, gross) : 0;
  const applicationFee = taken ? Math.min(taken.share, gross - own) : 0;
  const total = own + applicationFee;
  const currency = taken?.usd ? "USD" : "CNY";
  const balanced = taken && { id: `txn_${n}`, amount: total, net: gross - total, currency, applicationFee, at: when };
  const metadata: Record<string, string> = kind === "subscription" ? {} : { orderId: `order-${n}` };
  history.payments.push(payment(`pi_${n}`, { amount, at: when, fee: balanced, metadata }));
  if (kind === "subscription") {
    const lines = [{ stripePriceId: "subscription", amount: amount + discount, from: when, to: at }];
    const paid = {
      id: `in_${n}`,
      amountPaid: amount,
      paidAt: when,
      paymentIntentId: `pi_${n}`,
      paymentIntentIds: [`pi_${n}`],
    };
    history.invoices.push(invoice({ ...paid, lines, discountAmount: discount }));
    return;
  }
  const isGift = asGift && kind === "pass";
  const bought = { id: `order-${n}`, priceId: kind, discountAmount: discount, stripePaymentIntentId: `pi_${n}` };
  history.orders.push(order({ ...bought, kind: isGift ? "gift" : "payment" }));
  const state = redeemed ? "redeemed" : "waiting";
  const code = { id: `gift-${n}`, orderId: `order-${n}`, state, redeemedAt: redeemed, expiresAt: day(390) } as const;
  if (isGift) history.gifts.push(gift(code));
}

/** Parts of what is left; the last one may take the rest. A failed one leaves it there. */
function addRefunds({ refunds }: History, { amount, parts }: Sale, n: number) {
  let left = amount;
  parts.forEach(({ weight, at: when, state }, m) => {
    const part = m === parts.length - 1 ? left : Math.floor((left * weight) / 100);
    if (part <= 0) return;
    if (state !== "failed") left -= part;
    refunds.push(refund(`re_${n}_${m}`, part, { paymentIntentId: `pi_${n}`, at: when, state }));
  });
}

function addDispute({ disputes }: History, { amount, disputed }: Sale, n: number) {
  if (!disputed) return;
  const { at: when, fee: cost, won } = disputed;
  const gone = { id: `txn_${n}_gone`, amount: -amount, fee: cost, currency: "CNY", at: when };
  const back = { id: `txn_${n}_back`, amount, fee: -cost, currency: "CNY", at: when };
  disputes.push({
    id: `dp_${n}`,
    paymentIntentId: `pi_${n}`,
    amount,
    currency: "CNY",
    reason: "fraudulent",
    state: won ? "won" : "lost",
    openedAt: when,
    dueAt: null,
    movements: won ? [gone, back] : [gone],
  });
}

const linesOf = (postings: readonly Posting[], book?: string) =>
  postings.filter((posting) => book === undefined || posting.book === book).flatMap(({ lines }) => lines);

const balance = (lines: readonly LedgerLine[], account: Account, currency = "CNY") =>
  trialBalance(lines).get(currency)?.get(account) ?? 0;

describe("for any history", () => {
  it("every book sums to zero in every currency, with positive amounts between two different accounts", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const postings = postingsOf(known({ ...history, at }));
        for (const book of booksOf(postings)) {
          for (const balances of trialBalance(linesOf(postings, book)).values()) {
            expect([...balances.values()].reduce((sum, amount) => sum + amount, 0)).toBe(0);
          }
        }
        for (const { debit, credit, amount } of linesOf(postings)) {
          expect(amount).toBeGreaterThan(0);
          expect(Number.isSafeInteger(amount)).toBe(true);
          expect(debit).not.toBe(credit);
        }
        expect(new Set(postings.map(({ book, key }) => `${book} ${key}`)).size).toBe(postings.length);
      }),
    );
  });

  it("the community's money at Stripe is what came in less what Stripe took, gave back and lost", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const lines = linesOf(postingsOf(known({ ...history, at })), "wheels");
        const returned = history.refunds.reduce((sum, { state, amount }) => sum + (state === "failed" ? 0 : amount), 0);
        const moved = history.disputes.flatMap(({ movements }) => movements);
        const lost = moved.reduce((sum, { amount, fee: cost }) => sum + amount - cost, 0);
        let yuan = lost - returned;
        let dollars = 0;
        for (const { amount, fee: taken, id } of history.payments) {
          const total = history.refunds
            .filter((each) => each.paymentIntentId === id)
            .reduce((sum, r) => sum + r.amount, 0);
          const back = taken ? Math.round((taken.applicationFee * Math.min(total, amount)) / amount) : 0;
          if (taken?.currency === "USD") dollars += taken.net + back;
          else yuan += amount - (taken?.amount ?? 0) + back;
        }
        expect(balance(lines, "stripe")).toBe(yuan);
        expect(balance(lines, "stripe", "USD")).toBe(dollars);
      }),
    );
  });

  it("what the operator got is what the communities paid, to the cent, and a full refund returns all of it", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const postings = postingsOf(known({ ...history, at }));
        for (const currency of ["CNY", "USD"]) {
          const paid = balance(linesOf(postings, "wheels"), "platform_fees", currency);
          expect(balance(linesOf(postings, installationBook), "platform_income", currency)).toBe(-paid + 0);
          expect(paid).toBeGreaterThanOrEqual(0);
        }
        for (const { id, fee: taken, amount } of history.payments) {
          const refunds = history.refunds.filter(({ paymentIntentId }) => paymentIntentId === id);
          const given = postings
            .filter(({ book, key }) => book === "wheels" && refunds.some((r) => key === `appfee-refund:${r.id}`))
            .flatMap(({ lines }) => lines)
            .reduce((sum, each) => sum + each.amount, 0);
          const total = refunds.reduce((sum, each) => sum + each.amount, 0);
          if (taken && total >= amount) expect(given).toBe(taken.applicationFee);
          else expect(given).toBeLessThanOrEqual(taken?.applicationFee ?? 0);
        }
      }),
    );
  });

  it("no gift is owed for ever: redeemed, given back or run out, its debt is gone", () => {
    fc.assert(
      fc.property(histories, (history) => {
        expect(balance(linesOf(postingsOf(known({ ...history, at }))), "gifts_owed") + 0).toBe(0);
      }),
    );
  });

  it("the order in which facts are listed changes nothing", () => {
    fc.assert(
      fc.property(histories, fc.nat(), (history, turn) => {
        const turned = Object.fromEntries(
          Object.entries(history).map(([name, list]) => [name, rotate(list as unknown[], turn)]),
        ) as unknown as Known;
        const form = (given: Known) =>
          postingsOf(known({ ...given, at }))
            .map((posting) => JSON.stringify(posting))
            .sort();
        expect(form(turned)).toEqual(form(history));
      }),
    );
  });

  it("books kept from the first half of a history, corrected with the whole, say what the whole says", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 400 }), (history, cut) => {
        const early = postingsOf(known({ ...learntBy(history, day(cut)), at: day(cut) }));
        const whole = postingsOf(known({ ...history, at }));
        const book = new Map(early.map(({ book: name, key, lines }) => [`${name} ${key}`, [...lines]]));
        for (const { book: name, key, lines } of whole) {
          const held = book.get(`${name} ${key}`) ?? [];
          book.set(`${name} ${key}`, [...held, ...(held.length > 0 ? correction(held, lines) : lines)]);
        }
        expect(plain([...book.values()].flat())).toEqual(plain(linesOf(whole)));
      }),
    );
  });
});

const rotate = <T>(list: T[], by: number) => [
  ...list.slice(by % (list.length || 1)),
  ...list.slice(0, by % (list.length || 1)),
];

/** What one would have known of a history at a moment: fees, refunds, disputes and redemptions may come later. */
function learntBy(history: History, by: Date): Known {
  const before = ({ at: when }: { at: Date }) => when <= by;
  return {
    ...history,
    payments: history.payments.filter(before).map((one) => ({ ...one, fee: null })),
    refunds: history.refunds.filter(before).map((one) => ({ ...one, state: "pending" as const })),
    disputes: history.disputes.map((one) => ({ ...one, movements: one.movements.filter(before) })),
    gifts: history.gifts.map((one) =>
      one.redeemedAt && one.redeemedAt > by ? { ...one, state: "waiting" as const, redeemedAt: null } : one,
    ),
  };
}

const plain = (lines: readonly LedgerLine[]) =>
  [...trialBalance(lines)]
    .flatMap(([currency, balances]) => [...balances].map(([account, amount]) => `${currency} ${account} ${amount}`))
    .filter((text) => !text.endsWith(" 0"))
    .sort();
