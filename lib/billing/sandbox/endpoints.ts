import "server-only";
import type { Tx } from "@/db/client";
import { publicUrl } from "@/lib/platform/env";
import { emit, put } from "./commands";
import {
  listOf,
  type Metadata,
  type SandboxCharge,
  type SandboxPrice,
  type SandboxRefund,
  type SandboxSession,
  type SandboxSubscription,
  sandboxId,
  seconds,
} from "./objects";
import {
  choice,
  flag,
  integer,
  list,
  metadata,
  object,
  type Parameters,
  paging,
  required,
  type Shape,
  text,
} from "./parameters";
import { findObject, listObjects, needObject } from "./queries";
import { changePrice, endSubscription } from "./subscribing";
import { invalid } from "./wire";

interface Call {
  tx: Tx;
  id: string;
  given: Parameters;
  at: Date;
}

export interface Endpoint {
  method: "GET" | "POST" | "DELETE";
  /** `:id` stands for one path segment. */
  path: string;
  shape: Shape;
  answer(call: Call): Promise<object>;
}

const textOr = <T>(value: unknown, otherwise: T) => (typeof value === "string" && value !== "" ? value : otherwise);
const metadataOf = (given: Parameters) => (given.metadata ?? {}) as Metadata;

/** Keys given are set, keys given empty are removed, the rest stays (https://docs.stripe.com/api/metadata). */
function mergeMetadata(before: Metadata, given: Parameters): Metadata {
  if (given.metadata === undefined) return before;
  const merged = { ...before, ...metadataOf(given) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""));
}

const products: Endpoint[] = [
  {
    method: "POST",
    path: "products",
    shape: { name: required(text), description: text, active: flag, metadata, id: text },
    async answer({ tx, given, at }) {
      const id = textOr(given.id, sandboxId("product"));
      if (await findObject("product", id))
        throw invalid(`Product already exists: ${id}`, "id", "resource_already_exists");
      const product = {
        id,
        object: "product" as const,
        active: given.active !== false,
        created: seconds(at),
        default_price: null,
        description: textOr(given.description, null),
        images: [],
        livemode: false as const,
        marketing_features: [],
        metadata: metadataOf(given),
        name: String(given.name),
        package_dimensions: null,
        shippable: null,
        tax_details: null,
        type: "service" as const,
        updated: seconds(at),
        url: null,
      };
      await put(tx, product);
      return product;
    },
  },
  {
    method: "POST",
    path: "products/:id",
    shape: { name: text, description: text, active: flag, metadata },
    async answer({ tx, id, given, at }) {
      const before = await needObject("product", id);
      const product = {
        ...before,
        name: textOr(given.name, before.name),
        active: typeof given.active === "boolean" ? given.active : before.active,
        metadata: mergeMetadata(before.metadata, given),
        updated: seconds(at),
      };
      await put(tx, product);
      return product;
    },
  },
  { method: "GET", path: "products/:id", shape: {}, answer: ({ id }) => needObject("product", id) },
  {
    method: "GET",
    path: "products",
    shape: { ...paging, active: flag },
    async answer({ given }) {
      return page(
        await listObjects("product"),
        given,
        "/v1/products",
        (each) => given.active === undefined || each.active === given.active,
      );
    },
  },
];

const prices: Endpoint[] = [
  {
    method: "POST",
    path: "prices",
    shape: {
      currency: required(text),
      product: required(text),
      unit_amount: required(integer),
      recurring: object({ interval: required(choice("month", "year")), interval_count: { is: "integer", least: 1 } }),
      active: flag,
      nickname: text,
      lookup_key: text,
      metadata,
    },
    async answer({ tx, given, at }) {
      await needObject("product", String(given.product), "product");
      const currency = String(given.currency);
      if (!/^[a-z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}.`, "currency");
      const recurring = given.recurring as { interval: "month" | "year"; interval_count?: number } | undefined;
      if (recurring?.interval_count !== undefined && recurring.interval_count !== 1)
        throw invalid("The payment sandbox knows intervals of one month and one year.", "recurring[interval_count]");
      const price: SandboxPrice = {
        id: sandboxId("price"),
        object: "price",
        active: given.active !== false,
        billing_scheme: "per_unit",
        created: seconds(at),
        currency,
        custom_unit_amount: null,
        livemode: false,
        lookup_key: textOr(given.lookup_key, null),
        metadata: metadataOf(given),
        nickname: textOr(given.nickname, null),
        product: String(given.product),
        recurring: recurring
          ? {
              interval: recurring.interval,
              interval_count: 1,
              meter: null,
              trial_period_days: null,
              usage_type: "licensed",
            }
          : null,
        tax_behavior: "unspecified",
        tiers_mode: null,
        transform_quantity: null,
        type: recurring ? "recurring" : "one_time",
        unit_amount: Number(given.unit_amount),
        unit_amount_decimal: String(given.unit_amount),
      };
      await put(tx, price);
      return price;
    },
  },
  {
    method: "POST",
    path: "prices/:id",
    shape: { active: flag, metadata, nickname: text },
    async answer({ tx, id, given }) {
      const before = await needObject("price", id);
      const active = typeof given.active === "boolean" ? given.active : before.active;
      const price = {
        ...before,
        active,
        nickname: textOr(given.nickname, before.nickname),
        metadata: mergeMetadata(before.metadata, given),
      };
      await put(tx, price);
      return price;
    },
  },
  { method: "GET", path: "prices/:id", shape: {}, answer: ({ id }) => needObject("price", id) },
  {
    method: "GET",
    path: "prices",
    shape: { ...paging, active: flag, product: text },
    async answer({ given }) {
      return page(
        await listObjects("price"),
        given,
        "/v1/prices",
        (each) =>
          (given.active === undefined || each.active === given.active) &&
          (given.product === undefined || each.product === given.product),
      );
    },
  },
];

const customers: Endpoint[] = [
  {
    method: "POST",
    path: "customers",
    shape: { email: text, name: text, description: text, metadata },
    async answer({ tx, given, at }) {
      const customer = {
        id: sandboxId("customer"),
        object: "customer" as const,
        balance: 0,
        created: seconds(at),
        default_source: null,
        delinquent: false,
        description: textOr(given.description, null),
        email: textOr(given.email, null),
        name: textOr(given.name, null),
        invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
        livemode: false as const,
        metadata: metadataOf(given),
        shipping: null,
      };
      await put(tx, customer);
      return customer;
    },
  },
  {
    method: "POST",
    path: "customers/:id",
    shape: { email: text, name: text, description: text, metadata },
    async answer({ tx, id, given }) {
      const before = await needObject("customer", id);
      const customer = {
        ...before,
        email: textOr(given.email, before.email),
        name: textOr(given.name, before.name),
        metadata: mergeMetadata(before.metadata, given),
      };
      await put(tx, customer);
      return customer;
    },
  },
  { method: "GET", path: "customers/:id", shape: {}, answer: ({ id }) => needObject("customer", id) },
  {
    method: "GET",
    path: "customers",
    shape: { ...paging, email: text },
    async answer({ given }) {
      return page(
        await listObjects("customer"),
        given,
        "/v1/customers",
        (each) => given.email === undefined || each.email === given.email,
      );
    },
  },
];

const sessionLifeSeconds = 24 * 60 * 60;

const sessions: Endpoint[] = [
  {
    method: "POST",
    path: "checkout/sessions",
    shape: {
      mode: required(choice("payment", "subscription")),
      line_items: required(
        list(object({ price: required(text), quantity: required({ is: "integer", least: 1 } as const) })),
      ),
      customer: required(text),
      success_url: required(text),
      cancel_url: text,
      client_reference_id: text,
      expires_at: integer,
      locale: text,
      ui_mode: choice("hosted_page"),
      metadata,
      subscription_data: object({ metadata }),
      payment_intent_data: object({ metadata, description: text }),
    },
    answer: createSession,
  },
  { method: "GET", path: "checkout/sessions/:id", shape: {}, answer: ({ id }) => needObject("checkout.session", id) },
  {
    method: "GET",
    path: "checkout/sessions",
    shape: {
      ...paging,
      customer: text,
      payment_intent: text,
      subscription: text,
      status: choice("open", "complete", "expired"),
    },
    async answer({ given }) {
      const all = await listObjects("checkout.session", given.customer as string | undefined);
      return page(all, given, "/v1/checkout/sessions", (each) =>
        (["payment_intent", "subscription", "status"] as const).every(
          (field) => given[field] === undefined || each[field] === given[field],
        ),
      );
    },
  },
  {
    method: "GET",
    path: "checkout/sessions/:id/line_items",
    shape: paging,
    async answer({ id, given }) {
      const session = await needObject("checkout.session", id);
      return page(session.line_items.data, given, `/v1/checkout/sessions/${id}/line_items`);
    },
  },
  {
    method: "POST",
    path: "checkout/sessions/:id/expire",
    shape: {},
    async answer({ tx, id, at }) {
      const session = await needObject("checkout.session", id);
      if (session.status !== "open")
        throw invalid(
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
        );
      return expireSession(tx, session, at);
    },
  },
];

async function createSession({ tx, given, at }: Call): Promise<SandboxSession> {
  const mode = given.mode as "payment" | "subscription";
  const items = given.line_items as { price: string; quantity: number }[];
  if (items.length !== 1 || items[0]!.quantity !== 1)
    throw invalid("The payment sandbox sells one thing at a time.", "line_items");
  const customer = await needObject("customer", String(given.customer), "customer");
  const price = await needObject("price", items[0]!.price, "line_items[0][price]");
  const product = await needObject("product", price.product);
  if (!price.active || !product.active)
    throw invalid("The price specified is inactive. This field only accepts active prices.", "line_items[0][price]");
  if (mode === "payment" && price.recurring)
    throw invalid("You must provide `mode=subscription` for recurring prices.", "mode");
  if (mode === "subscription" && !price.recurring)
    throw invalid("You must provide at least one recurring price in `subscription` mode.", "mode");
  const forbidden = mode === "payment" ? "subscription_data" : "payment_intent_data";
  if (given[forbidden] !== undefined)
    throw invalid(`You can not pass \`${forbidden}\` in \`${mode}\` mode.`, forbidden);
  const data = (given.subscription_data ?? given.payment_intent_data ?? {}) as Parameters;
  const id = sandboxId("checkout.session");
  const session: SandboxSession = {
    id,
    object: "checkout.session",
    allowed_payment_method_types: null,
    amount_subtotal: price.unit_amount,
    amount_total: price.unit_amount,
    cancel_url: textOr(given.cancel_url, null),
    client_reference_id: textOr(given.client_reference_id, null),
    created: seconds(at),
    currency: price.currency,
    customer: customer.id,
    customer_details: { email: customer.email, name: customer.name },
    customer_email: null,
    expires_at: expiry(given, at),
    invoice: null,
    line_items: listOf(
      [
        {
          id: sandboxId("line_item"),
          object: "item",
          adjustable_quantity: null,
          amount_discount: 0,
          amount_subtotal: price.unit_amount,
          amount_tax: 0,
          amount_total: price.unit_amount,
          currency: price.currency,
          description: product.name,
          metadata: {},
          price,
          quantity: 1,
        },
      ],
      `/v1/checkout/sessions/${id}/line_items`,
    ),
    livemode: false,
    metadata: metadataOf(given),
    mode,
    payment_intent: null,
    payment_method_types: ["card"],
    payment_status: "unpaid",
    status: "open",
    subscription: null,
    success_url: String(given.success_url),
    ui_mode: "hosted_page",
    url: `${publicUrl()}/sandbox/checkout/${id}`,
    _metadata: metadataOf(data),
  };
  await put(tx, session);
  return session;
}

/** Between 30 minutes and 24 hours from now (https://docs.stripe.com/api/checkout/sessions/create). */
function expiry(given: Parameters, at: Date): number {
  const latest = seconds(at) + sessionLifeSeconds;
  if (typeof given.expires_at !== "number") return latest;
  if (given.expires_at > latest || given.expires_at < seconds(at) + 1800)
    throw invalid(
      "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
      "expires_at",
    );
  return given.expires_at;
}

export async function expireSession(tx: Tx, session: SandboxSession, at: Date): Promise<SandboxSession> {
  const expired: SandboxSession = { ...session, status: "expired", url: null };
  await put(tx, expired);
  await emit(tx, "checkout.session.expired", expired, at);
  return expired;
}

const subscriptions: Endpoint[] = [
  { method: "GET", path: "subscriptions/:id", shape: {}, answer: ({ id }) => needObject("subscription", id) },
  {
    method: "GET",
    path: "subscriptions",
    shape: { ...paging, customer: text, price: text, status: choice("active", "all", "canceled", "ended", "past_due") },
    async answer({ given }) {
      const all = await listObjects("subscription", given.customer as string | undefined);
      const wanted = (given.status as string | undefined) ?? "living";
      return page(all, given, "/v1/subscriptions", (each) => {
        if (given.price !== undefined && each.items.data[0]!.price.id !== given.price) return false;
        if (wanted === "all") return true;
        if (wanted === "living") return each.status !== "canceled";
        return each.status === (wanted === "ended" ? "canceled" : wanted);
      });
    },
  },
  {
    method: "POST",
    path: "subscriptions/:id",
    shape: {
      cancel_at_period_end: flag,
      cancellation_details: object({
        comment: text,
        feedback: choice(
          "",
          "customer_service",
          "low_quality",
          "missing_features",
          "other",
          "switched_service",
          "too_complex",
          "too_expensive",
          "unused",
        ),
      }),
      items: list(object({ id: required(text), price: required(text) })),
      proration_behavior: choice("always_invoice", "none"),
      payment_behavior: choice("error_if_incomplete"),
      metadata,
    },
    answer: updateSubscription,
  },
  {
    method: "DELETE",
    path: "subscriptions/:id",
    shape: { invoice_now: flag, prorate: flag, cancellation_details: object({ comment: text }) },
    async answer({ tx, id, given, at }) {
      const before = await needObject("subscription", id);
      if (before.status === "canceled") throw invalid(`No such subscription: '${id}'`, "id", "resource_missing");
      const comment = textOr(
        (given.cancellation_details as Parameters | undefined)?.comment,
        before.cancellation_details.comment,
      );
      await endSubscription(
        tx,
        { ...before, cancellation_details: { ...before.cancellation_details, comment } },
        "cancellation_requested",
        at,
      );
      return needObject("subscription", id);
    },
  },
];

async function updateSubscription({ tx, id, given, at }: Call): Promise<SandboxSubscription> {
  const before = await needObject("subscription", id);
  if (before.status === "canceled")
    throw invalid("A canceled subscription can only update its cancellation_details and metadata.");
  let next: SandboxSubscription = { ...before, metadata: mergeMetadata(before.metadata, given) };
  const [item, more] = (given.items ?? []) as { id: string; price: string }[];
  if (more) throw invalid("The payment sandbox knows subscriptions with one item.", "items");
  if (item) {
    if (item.id !== before.items.data[0]!.id)
      throw invalid(`No such subscription item: '${item.id}'`, "items[0][id]", "resource_missing");
    if (given.proration_behavior === undefined)
      throw invalid(
        "The payment sandbox prorates at once (always_invoice) or not at all (none).",
        "proration_behavior",
      );
    if (given.proration_behavior === "always_invoice" && given.payment_behavior !== "error_if_incomplete")
      throw invalid("The payment sandbox refuses an unpaid change: pass error_if_incomplete.", "payment_behavior");
    const price = await needObject("price", item.price, "items[0][price]");
    next = {
      ...(await changePrice(tx, next, price, { prorate: given.proration_behavior === "always_invoice", at })),
      metadata: next.metadata,
    };
  }
  if (typeof given.cancel_at_period_end === "boolean") next = planEnd(next, given, at);
  await put(tx, next);
  await emit(tx, "customer.subscription.updated", next, at);
  return next;
}

function planEnd(before: SandboxSubscription, given: Parameters, at: Date): SandboxSubscription {
  if (given.cancel_at_period_end === false) {
    return {
      ...before,
      cancel_at_period_end: false,
      cancel_at: null,
      canceled_at: null,
      cancellation_details: { comment: null, feedback: null, reason: null },
    };
  }
  const details = (given.cancellation_details ?? {}) as Parameters;
  return {
    ...before,
    cancel_at_period_end: true,
    cancel_at: before.items.data[0]!.current_period_end,
    canceled_at: before.canceled_at ?? seconds(at),
    cancellation_details: {
      comment: textOr(details.comment, null),
      feedback: textOr(details.feedback, null),
      reason: "cancellation_requested",
    },
  };
}

const money: Endpoint[] = [
  { method: "GET", path: "invoices/:id", shape: {}, answer: ({ id }) => needObject("invoice", id) },
  {
    method: "GET",
    path: "invoices",
    shape: {
      ...paging,
      customer: text,
      subscription: text,
      status: choice("draft", "open", "paid", "uncollectible", "void"),
    },
    async answer({ given }) {
      const all = await listObjects("invoice", given.customer as string | undefined);
      return page(
        all,
        given,
        "/v1/invoices",
        (each) =>
          (given.status === undefined || each.status === given.status) &&
          (given.subscription === undefined || each.parent.subscription_details.subscription === given.subscription),
      );
    },
  },
  { method: "GET", path: "payment_intents/:id", shape: {}, answer: ({ id }) => needObject("payment_intent", id) },
  {
    method: "GET",
    path: "payment_intents",
    shape: { ...paging, customer: text },
    answer: async ({ given }) =>
      page(await listObjects("payment_intent", given.customer as string | undefined), given, "/v1/payment_intents"),
  },
  { method: "GET", path: "charges/:id", shape: {}, answer: ({ id }) => needObject("charge", id) },
  {
    method: "GET",
    path: "charges",
    shape: { ...paging, customer: text, payment_intent: text },
    async answer({ given }) {
      const all = await listObjects("charge", given.customer as string | undefined);
      return page(
        all,
        given,
        "/v1/charges",
        (each) => given.payment_intent === undefined || each.payment_intent === given.payment_intent,
      );
    },
  },
  { method: "GET", path: "refunds/:id", shape: {}, answer: ({ id }) => needObject("refund", id) },
  {
    method: "GET",
    path: "refunds",
    shape: { ...paging, charge: text, payment_intent: text },
    async answer({ given }) {
      const all = await listObjects("refund");
      return page(
        all,
        given,
        "/v1/refunds",
        (each) =>
          (given.charge === undefined || each.charge === given.charge) &&
          (given.payment_intent === undefined || each.payment_intent === given.payment_intent),
      );
    },
  },
  {
    method: "POST",
    path: "refunds",
    shape: {
      charge: text,
      payment_intent: text,
      amount: { is: "integer", least: 1 },
      reason: choice("duplicate", "fraudulent", "requested_by_customer"),
      metadata,
    },
    answer: createRefund,
  },
];

async function createRefund({ tx, given, at }: Call): Promise<SandboxRefund> {
  const charge = await chargeOf(given);
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, "charge_already_refunded");
  const amount = typeof given.amount === "number" ? given.amount : left;
  if (amount > left)
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, "amount");
  const refund: SandboxRefund = {
    id: sandboxId("refund"),
    object: "refund",
    amount,
    charge: charge.id,
    created: seconds(at),
    currency: charge.currency,
    customer: charge.customer,
    livemode: false,
    metadata: metadataOf(given),
    payment_intent: charge.payment_intent,
    reason: textOr(given.reason, null),
    status: "succeeded",
  };
  const after: SandboxCharge = {
    ...charge,
    amount_refunded: charge.amount_refunded + amount,
    refunded: charge.amount_refunded + amount === charge.amount,
  };
  await put(tx, refund);
  await put(tx, after);
  await emit(tx, "charge.refunded", after, at);
  return refund;
}

async function chargeOf(given: Parameters): Promise<SandboxCharge> {
  if (typeof given.charge === "string") return needObject("charge", given.charge, "charge");
  if (typeof given.payment_intent !== "string")
    throw invalid("One of the following params should be provided for this request: payment_intent or charge.");
  const intent = await needObject("payment_intent", given.payment_intent, "payment_intent");
  return needObject("charge", intent.latest_charge!);
}

const others: Endpoint[] = [
  { method: "GET", path: "events/:id", shape: {}, answer: ({ id }) => needObject("event", id) },
  {
    method: "GET",
    path: "events",
    shape: { ...paging, type: text, types: list(text) },
    async answer({ given }) {
      const types = (given.types as string[] | undefined) ?? (given.type === undefined ? null : [String(given.type)]);
      return page(
        await listObjects("event"),
        given,
        "/v1/events",
        (each) => types === null || types.includes(each.type),
      );
    },
  },
  {
    method: "POST",
    path: "billing_portal/sessions",
    shape: { customer: required(text), return_url: required(text) },
    async answer({ tx, given, at }) {
      const customer = await needObject("customer", String(given.customer), "customer");
      const id = sandboxId("billing_portal.session");
      const session = {
        id,
        object: "billing_portal.session" as const,
        created: seconds(at),
        livemode: false as const,
        customer: customer.id,
        return_url: String(given.return_url),
        url: `${publicUrl()}/sandbox/portal/${id}`,
      };
      await put(tx, session);
      return session;
    },
  },
];

export const endpoints: readonly Endpoint[] = [
  ...products,
  ...prices,
  ...customers,
  ...sessions,
  ...subscriptions,
  ...money,
  ...others,
];

/** One page of a list, newest first, by id cursors (https://docs.stripe.com/api/pagination). */
function page<T extends { id: string }>(
  all: readonly T[],
  given: Parameters,
  url: string,
  keep: (each: T) => boolean = () => true,
) {
  const limit = typeof given.limit === "number" ? given.limit : 10;
  if (limit > 100) throw invalid("Limit must be between 1 and 100.", "limit");
  const kept = all.filter(keep);
  const at = (cursor: unknown, param: string) => {
    const index = kept.findIndex((each) => each.id === cursor);
    if (index < 0) throw invalid(`No such object: '${cursor}'`, param, "resource_missing");
    return index;
  };
  if (given.ending_before !== undefined) {
    const end = at(given.ending_before, "ending_before");
    return listOf(kept.slice(Math.max(0, end - limit), end), url, end > limit);
  }
  const start = given.starting_after === undefined ? 0 : at(given.starting_after, "starting_after") + 1;
  return listOf(kept.slice(start, start + limit), url, kept.length > start + limit);
}
