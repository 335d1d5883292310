import "server-only";
import type { Tx } from "@/db/client";
import { put } from "./commands";
import type { SandboxBalanceTransaction } from "./objects/balance";
import { daySeconds, seconds } from "./objects/base";
import { sandboxId } from "./objects/ids";

/** What Stripe keeps of a charge: 3.4 % and 30 minor units, as its price list for cards has it. Never more than all. */
export const stripeFee = (amount: number) => Math.min(amount, Math.round(amount * 0.034) + 30);

/** What a dispute costs whoever is disputed, in minor units. */
export const disputeFee = 1500;

/** Days until money can go to the bank. */
const availableDays = 2;

const application = "ca_sandbox";

interface Movement {
  type: SandboxBalanceTransaction["type"];
  /** Stripe's coarser word for reports; the type's own when not given. */
  category?: string;
  amount: number;
  currency: string;
  source: string;
  customer: string | null;
  stripeFee?: number;
  applicationFee?: number;
  description?: string;
  at: Date;
}

/** Notes a movement of the account's balance. What comes in goes to the bank two days later, what goes out counts at once. */
export async function recordMovement(tx: Tx, movement: Movement): Promise<SandboxBalanceTransaction> {
  const { type, category = type, amount, currency, source, at } = movement;
  const fees = feeDetails(movement);
  const fee = fees.reduce((sum, detail) => sum + detail.amount, 0);
  const available = dayOf(seconds(at)) + availableDays * daySeconds;
  const leaves = type === "payout" || type === "payout_failure";
  const transaction: SandboxBalanceTransaction = {
    id: sandboxId("balance_transaction"),
    object: "balance_transaction",
    created: seconds(at),
    amount,
    available_on: leaves ? seconds(at) : available,
    balance_type: "payments",
    currency,
    description: movement.description ?? null,
    exchange_rate: null,
    fee,
    fee_details: fees,
    net: amount - fee,
    reporting_category: category,
    source,
    status: leaves ? "available" : "pending",
    type,
    _customer: movement.customer,
    _settles_at: type === "payout" ? null : available,
  };
  await put(tx, transaction);
  return transaction;
}

function feeDetails({ stripeFee: own = 0, applicationFee = 0, currency }: Movement) {
  const details: SandboxBalanceTransaction["fee_details"] = [];
  if (own !== 0)
    details.push({
      amount: own,
      application: null,
      currency,
      description: "Stripe processing fees",
      type: "stripe_fee",
    });
  if (applicationFee !== 0)
    details.push({
      amount: applicationFee,
      application,
      currency,
      description: "Platform fee",
      type: "application_fee",
    });
  return details;
}

/** Midnight UTC of that second's day. */
export const dayOf = (at: number) => at - (at % daySeconds);

/** As it stands inside of another object, without what the sandbox keeps for itself. */
export function plain({ _customer, _settles_at, ...visible }: SandboxBalanceTransaction) {
  return visible;
}
