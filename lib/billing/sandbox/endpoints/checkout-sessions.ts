import "server-only";
import { publicUrl } from "@/lib/platform/env";
import { expireSession } from "../checkout";
import { put } from "../commands";
import type { Call, Endpoint } from "../endpoint";
import { listOf, seconds } from "../objects/base";
import type { SandboxSession } from "../objects/checkout-sessions";
import { sandboxId } from "../objects/ids";
import { page, paging } from "../paging";
import {
  choice,
  integer,
  list,
  metadata,
  metadataOf,
  object,
  type Parameters,
  required,
  text,
  textOr,
} from "../parameters";
import { listObjects, needObject } from "../queries";
import { invalid } from "../wire";

const sessionLifeSeconds = 24 * 60 * 60;

/** https://docs.stripe.com/api/checkout/sessions */
export const sessionEndpoints: readonly Endpoint[] = [
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
