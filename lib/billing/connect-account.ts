import "server-only";
import { transact } from "@/db/client";
import { Refusal } from "@/lib/platform/errors";
import { closeAccount, noteAccount, reopenAccount } from "./commands/accounts";
import { stripe } from "./gateway";
import { findConnectedAccount } from "./queries/connected-accounts";
import { asRefusal, underKey } from "./stripe-answer";
import { syncAccount } from "./sync-account";

interface Owner {
  community: { id: string; slug: string; name?: string };
  /** The page of ours that Stripe sends the owner back to. */
  returnTo: string;
}

/**
 * The address where an owner connects their Stripe account. Makes the account on the first visit: its owner has
 * Stripe's full dashboard, pays Stripe's fees and bears their own losses, so the installation only passes sales on
 * (https://docs.stripe.com/connect/migrate-to-controller-properties, what used to be a standard account).
 */
export async function connectAccount({ community, returnTo }: Owner): Promise<string> {
  try {
    const known = await findConnectedAccount(community.id);
    if (known) await takeUp(community.id, known.account);
    const current = await findConnectedAccount(community.id);
    const isLost = !current || current.state === "disconnected";
    const account = isLost ? await makeAccount(community, current) : current.account;
    const link = await stripe().accountLinks.create({
      account,
      type: "account_onboarding",
      return_url: returnTo,
      refresh_url: returnTo,
    });
    return link.url;
  } catch (error) {
    throw asRefusal(error, "connecting an account", "connect-unreachable");
  }
}

/** What was disconnected here is used again, as Stripe says it is now; what its owner took back at Stripe is lost. */
async function takeUp(communityId: string, account: string): Promise<void> {
  await transact((tx) => reopenAccount(tx, communityId));
  await syncAccount(account);
}

/** One account per community; only when the owner took the old one back at Stripe, another. */
async function makeAccount(community: Owner["community"], lost: { account: string } | null): Promise<string> {
  const made = await underKey(`account:${community.id}:${lost?.account ?? "first"}`, (idempotencyKey) =>
    stripe().accounts.create(
      {
        controller: {
          fees: { payer: "account" },
          losses: { payments: "stripe" },
          stripe_dashboard: { type: "full" },
        },
        business_profile: { name: community.name ?? community.slug },
        metadata: { communityId: community.id },
      },
      { idempotencyKey },
    ),
  );
  await transact((tx) => noteAccount(tx, { communityId: community.id, account: made.id }));
  return (await findConnectedAccount(community.id))!.account;
}

/**
 * Stops selling into the connected account: new sales go to the installation's own again. The account stays its
 * owner's, and subscriptions that run there go on there.
 */
export async function disconnectAccount(communityId: string, actorId: string | null = null): Promise<void> {
  const known = await findConnectedAccount(communityId);
  if (!known) throw new Refusal("gone");
  await transact((tx) => closeAccount(tx, known.account, actorId));
}
