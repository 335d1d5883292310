import "server-only";
import type Stripe from "stripe";
import { publicUrl } from "@/lib/platform/env";
import { put } from "../commands";
import { disconnect, needAccount, onboardingNeeds } from "../connecting";
import type { Call, Endpoint } from "../endpoint";
import type { SandboxAccount } from "../objects/accounts";
import { seconds } from "../objects/base";
import { sandboxId } from "../objects/ids";
import { created, page, paging } from "../paging";
import { accepts, choice, metadata, metadataOf, object, required, text, textOr } from "../parameters";
import { listObjects } from "../queries";
import { currentAccount, withinAccount } from "../request-context";
import { invalid } from "../wire";

/** Minutes an onboarding link is good for. */
const linkMinutes = 5;

/** Connected accounts: https://docs.stripe.com/api/accounts, https://docs.stripe.com/api/account_links */
export const accountEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "accounts",
    shape: accepts<Stripe.AccountCreateParams>()({
      business_profile: object({ name: text, url: text }),
      controller: object({
        fees: object({ payer: choice("account", "application") }),
        losses: object({ payments: choice("stripe", "application") }),
        requirement_collection: choice("stripe", "application"),
        stripe_dashboard: object({ type: choice("full", "express", "none") }),
      }),
      country: text,
      default_currency: text,
      email: text,
      metadata,
      type: choice("standard", "express", "custom"),
    }),
    answer: createAccount,
  },
  { method: "GET", path: "accounts/:id", shape: {}, answer: ({ id }) => needAccount(id) },
  {
    method: "GET",
    path: "accounts",
    shape: accepts<Stripe.AccountListParams>()({ ...paging, ...created }),
    async answer({ given }) {
      const all = await withinAccount("", () => listObjects("account"));
      return page(all, given, "/v1/accounts", ({ _connected }) => _connected);
    },
  },
  {
    method: "DELETE",
    path: "accounts/:id",
    shape: {},
    async answer({ tx, id, at }) {
      await disconnect(tx, await needAccount(id), at);
      return { id, object: "account", deleted: true };
    },
  },
  {
    method: "POST",
    path: "account_links",
    shape: accepts<Stripe.AccountLinkCreateParams>()({
      account: required(text),
      type: required(choice("account_onboarding", "account_update")),
      return_url: required(text),
      refresh_url: required(text),
    }),
    async answer({ tx, given, at }) {
      const account = await needAccount(String(given.account));
      const id = sandboxId("account_link");
      const link = {
        id,
        object: "account_link" as const,
        created: seconds(at),
        expires_at: seconds(at) + linkMinutes * 60,
        url: `${publicUrl()}/sandbox/connect/${id}`,
        _account: account.id,
        _return_url: String(given.return_url),
        _refresh_url: String(given.refresh_url),
      };
      await put(tx, link);
      const { id: _id, ...visible } = link;
      return visible;
    },
  },
];

async function createAccount({ tx, given, at }: Call): Promise<SandboxAccount> {
  if (currentAccount() !== "") throw invalid("Only the platform can create accounts.");
  const profile = (given.business_profile ?? {}) as { name?: string; url?: string };
  const controller = (given.controller ?? {}) as {
    fees?: { payer?: string };
    losses?: { payments?: string };
    requirement_collection?: string;
    stripe_dashboard?: { type?: string };
  };
  const account: SandboxAccount = {
    id: sandboxId("account"),
    object: "account",
    created: seconds(at),
    business_profile: { name: profile.name || null, url: profile.url || null },
    charges_enabled: false,
    controller: {
      fees: { payer: controller.fees?.payer ?? "account" },
      is_controller: true,
      losses: { payments: controller.losses?.payments ?? "stripe" },
      requirement_collection: controller.requirement_collection ?? "stripe",
      stripe_dashboard: { type: controller.stripe_dashboard?.type ?? "full" },
      type: "application",
    },
    country: textOr(given.country, "US"),
    default_currency: textOr(given.default_currency, "usd"),
    details_submitted: false,
    email: textOr(given.email, null),
    metadata: metadataOf(given),
    payouts_enabled: false,
    requirements: {
      alternatives: [],
      current_deadline: null,
      currently_due: onboardingNeeds,
      disabled_reason: "requirements.past_due",
      errors: [],
      eventually_due: onboardingNeeds,
      past_due: onboardingNeeds,
      pending_verification: [],
    },
    type: (textOr(given.type, null) as SandboxAccount["type"] | null) ?? "none",
    _connected: true,
  };
  await put(tx, account);
  return account;
}
