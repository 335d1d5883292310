import { eq } from "drizzle-orm";
import { read } from "../../../db/client";
import { published } from "../../../db/schema/accounts";
import type { SandboxSubscription } from "../../../lib/billing/sandbox/objects/subscriptions";
import { listObjects } from "../../../lib/billing/sandbox/queries";
import { dayMs } from "../../../lib/platform/clock";
import { customerOf, passDays } from "./shop";
import type { StoryWorld } from "./story";

/**
 * What somebody may open and is worth, read off Stripe in the plainest way: of a subscription only its status counts,
 * of a pass only who paid when. Written without our own history on purpose: the two must agree.
 */
export interface Standing {
  benefits: Set<string>;
  /** Minor units. */
  monthly: number;
}

export async function standingOf(world: StoryWorld, userId: string, at: Date): Promise<Standing> {
  const customer = await customerOf(userId);
  const disputes = (await listObjects("dispute")).filter((dispute) => dispute._customer === customer);
  const isTaken = (intent: string) =>
    disputes.some(({ payment_intent, status }) => payment_intent === intent && status !== "won");
  const standing: Standing = { benefits: new Set(), monthly: 0 };
  await addSubscriptions(standing, world, { customer, at, isTaken });
  await addPasses(standing, world, { customer, at, isTaken });
  return standing;
}

interface Question {
  customer: string;
  at: Date;
  /** By a dispute that is open or lost. */
  isTaken: (intent: string) => boolean;
}

async function addSubscriptions(standing: Standing, world: StoryWorld, question: Question): Promise<void> {
  const { customer, at, isTaken } = question;
  const localId = await pricesByStripeId();
  const invoices = await listObjects("invoice", customer);
  for (const subscription of await listObjects("subscription", customer)) {
    if (subscription.ended_at !== null) continue;
    const item = subscription.items.data[0]!;
    const plan = plans(world).find(({ prices }) => prices.includes(localId.get(item.price.id) ?? ""))!;
    const own = invoices.filter(({ parent }) => parent?.subscription_details?.subscription === subscription.id);
    const paid = own.filter(({ status, amount_paid }) => status === "paid" && amount_paid > 0);
    if (paid.length > 0 && subscription.status !== "trialing")
      standing.monthly += item.price.unit_amount / (item.price.recurring!.interval === "year" ? 12 : 1);
    const intents = own.flatMap(({ payments }) => payments.data.map(({ payment }) => payment.payment_intent));
    if (intents.some((intent) => typeof intent === "string" && isTaken(intent))) continue;
    const graceEnd = item.current_period_start * 1000 + 7 * dayMs;
    if (subscription.status === "past_due" && at.getTime() >= graceEnd) continue;
    if (isCarried(subscription)) continue;
    for (const id of plan.opens) standing.benefits.add(id);
  }
}

/** A trial that stands for days of a pass opens nothing itself; one of two days only waits for Checkout's least length. */
function isCarried({ status, metadata, trial_end, start_date }: SandboxSubscription): boolean {
  return status === "trialing" && Boolean(metadata.carriedFrom) && trial_end! - start_date > 49 * 3600;
}

function plans({ small, big, tried }: StoryWorld) {
  return [
    { prices: [small.month, small.year], opens: [small.benefitId] },
    { prices: [big.month, big.year], opens: [big.benefitId, small.benefitId] },
    { prices: [tried.month], opens: [tried.benefitId] },
  ];
}

async function pricesByStripeId(): Promise<Map<string, string>> {
  const rows = await read().select().from(published).where(eq(published.kind, "price"));
  return new Map(rows.map(({ stripeId, localId }) => [stripeId, localId]));
}

/** Days one after the other, as they were bought; those given back end with the refund, or never begin. */
async function addPasses(standing: Standing, world: StoryWorld, { customer, at, isTaken }: Question): Promise<void> {
  const intents = (await listObjects("payment_intent", customer)).filter(
    ({ metadata }) => metadata.priceId === world.pass.priceId,
  );
  const charges = new Map((await listObjects("charge", customer)).map((charge) => [charge.payment_intent, charge]));
  const refunds = await listObjects("refund");
  let end = 0;
  for (const intent of intents.sort((a, b) => a.created - b.created)) {
    const charge = charges.get(intent.id)!;
    const begin = Math.max(end, intent.created * 1000);
    const closed = charge.refunded
      ? Math.max(...refunds.filter((refund) => refund.charge === charge.id).map(({ created }) => created * 1000))
      : Number.POSITIVE_INFINITY;
    const until = Math.min(begin + passDays * dayMs, closed);
    if (until <= begin) continue;
    end = until;
    if (begin <= at.getTime() && at.getTime() < until && !isTaken(intent.id))
      standing.benefits.add(world.small.benefitId);
  }
}
