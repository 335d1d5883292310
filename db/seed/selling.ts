import { transact } from "@/db/client";
import { findMembership } from "@/lib/access/queries";
import { giveComp } from "@/lib/billing/commands/comps";
import { createCoupon } from "@/lib/billing/commands/coupons";
import { redeemGift } from "@/lib/billing/commands/gifts";
import { addProductPaidOnce, changeProduct } from "@/lib/billing/commands/products";
import { deliverDirectly } from "@/lib/billing/deliver-directly";
import { giftCode } from "@/lib/billing/gift-code";
import { findCustomer } from "@/lib/billing/queries/customers";
import { listBoughtGifts } from "@/lib/billing/queries/gifts";
import { findSinglePrice } from "@/lib/billing/queries/prices";
import { listOffers } from "@/lib/billing/queries/products";
import { listReceipts } from "@/lib/billing/queries/receipts";
import { findLiveSubscription } from "@/lib/billing/queries/subscriptions";
import { refundPayment } from "@/lib/billing/refund-payment";
import { decideDispute } from "@/lib/billing/sandbox/disputing";
import { listObjects } from "@/lib/billing/sandbox/queries";
import { scheduleChange } from "@/lib/billing/schedule-change";
import { createUser } from "@/lib/identity/commands";
import { joinCommunity } from "@/lib/members/commands";
import { dayMs, now } from "@/lib/platform/clock";
import { buy } from "./paying";
import { Dice } from "./random";
import type { Stage } from "./stage";

/**
 * What is sold beside the plans, and what happens to money apart from arriving: a pass, a bundle, a coupon, a gift, a
 * comp, refunds, a dispute, a trial, a change agreed for later. Played by people of their own, with dice of their own:
 * the rest of the story is the same with and without it.
 */
export function planSelling(stage: Stage): void {
  const shop = new Shop(stage);
  const ago = (days: number, happen: () => Promise<void>) =>
    stage.agenda.plan(new Date(stage.end.getTime() - days * dayMs), happen);
  ago(200, () => shop.offerPass());
  ago(150, () => shop.passStacks());
  ago(120, () => shop.offerCoupon());
  ago(110, () => shop.couponUsed());
  ago(95, () => shop.couponUsed());
  ago(90, () => shop.moneyBack());
  ago(75, () => shop.disputed());
  ago(60, () => shop.giftRedeemed());
  ago(45, () => shop.partOfMoneyBack());
  ago(40, () => shop.compGiven());
  ago(30, () => shop.offerBundle());
  ago(25, () => shop.couponUsed());
  ago(20, () => shop.bundleBought());
  ago(12, () => shop.changeAgreed());
  ago(6, () => shop.giftWaiting());
  ago(3, () => shop.trialBegun());
}

class Shop {
  readonly stage: Stage;
  readonly dice: Dice;
  readonly names: string[];
  passPriceId = "";
  arrivals = 0;

  constructor(stage: Stage) {
    this.stage = stage;
    this.dice = new Dice(20_270_101 + stage.script.members);
    this.names = this.dice.shuffled(stage.script.names);
  }

  get extras() {
    return this.stage.script.extras;
  }

  get actorId(): string {
    return this.stage.staff.get("owner")!.memberId;
  }

  /** Somebody new, who has an account and has not joined. */
  async customer(): Promise<string> {
    const { slug, locale } = this.stage.script;
    const name = this.names[this.arrivals++ % this.names.length]!;
    const email = `demo-${slug}-shop-${this.arrivals}@guildhall.example`;
    return transact((tx) => createUser(tx, { name, email, passwordHash: null, emailVerified: true, locale }));
  }

  async subscriber(rhythm: "month" | "year", tier = 0, card?: Parameters<typeof buy>[3]): Promise<string> {
    const userId = await this.customer();
    await buy(this.stage, userId, this.stage.prices[tier]![rhythm], card);
    return userId;
  }

  async offerPass(): Promise<void> {
    const { communityId, planBenefit, script } = this.stage;
    const { name, promise, days, amount } = this.extras.pass;
    const pass = {
      kind: "pass",
      name,
      promise,
      benefitIds: [planBenefit],
      communityId,
      actorId: this.actorId,
    } as const;
    const term = { currency: script.currency, amount, termDays: days, termUntil: null };
    const productId = await transact((tx) => addProductPaidOnce(tx, pass, term));
    const offer = (await listOffers(communityId)).find(({ id }) => id === productId);
    this.passPriceId = offer!.prices[0]!.id;
  }

  /** A pass, another one before it ends, and a third: its holder reads until after today. */
  async passStacks(): Promise<void> {
    const userId = await this.customer();
    await buy(this.stage, userId, this.passPriceId);
    this.stage.after(80 * dayMs, () => buy(this.stage, userId, this.passPriceId));
    const other = await this.customer();
    this.stage.after(30 * dayMs, () => buy(this.stage, other, this.passPriceId));
  }

  async offerCoupon(): Promise<void> {
    const { communityId } = this.stage;
    const tenth = { percentBp: 1000, amountOff: null, currency: null, duration: "once", months: null } as const;
    const terms = { startsAt: null, endsAt: null, maxTotal: 20, maxPerPerson: 1, productIds: [] };
    const coupon = { communityId, code: this.extras.coupon, ...tenth, ...terms, actorId: this.actorId };
    await transact((tx) => createCoupon(tx, coupon));
  }

  async couponUsed(): Promise<void> {
    const coupon = { coupon: this.extras.coupon };
    await buy(this.stage, await this.customer(), this.stage.prices[0]!.month, "4242424242424242", coupon);
  }

  async moneyBack(): Promise<void> {
    const userId = await this.subscriber("year");
    this.stage.after(4 * dayMs, () => this.giveBack(userId, 1, this.extras.refundReason));
  }

  async partOfMoneyBack(): Promise<void> {
    const userId = await this.subscriber("month");
    this.stage.after(9 * dayMs, () => this.giveBack(userId, 0.5, this.extras.partialRefundReason));
  }

  async giveBack(userId: string, share: number, reason: string): Promise<void> {
    const [latest] = await listReceipts(userId, 1);
    if (!latest) throw new Error("nobody can be given back what they have not paid");
    const { id: paymentId, communityId } = latest.payment;
    const amount = Math.round(latest.payment.amount * share);
    const by = { userId: this.stage.staff.get("owner")!.userId, self: false };
    await refundPayment({ communityId, paymentId, amount, reason, endsAccess: share === 1, by });
    await deliverDirectly();
  }

  /** The bank takes a payment back a day later, and gives it up after three weeks. */
  async disputed(): Promise<void> {
    const userId = await this.subscriber("year", 0, "4000000000000259");
    this.stage.after(21 * dayMs, async () => {
      const customer = await findCustomer(userId);
      const open = (await listObjects("dispute")).find(
        (dispute) => dispute._customer === customer?.stripeCustomerId && dispute.status === "needs_response",
      );
      if (!open) throw new Error("nobody's bank took the payment back");
      await transact((tx) => decideDispute(tx, open, "won", now()));
      await deliverDirectly();
    });
  }

  async giftRedeemed(): Promise<void> {
    const { communityId } = this.stage;
    const buyer = await this.customer();
    await this.buyGift(buyer, null);
    const userId = await this.customer();
    this.stage.after(5 * dayMs, async () => {
      const [gift] = await listBoughtGifts(buyer, now());
      await transact((tx) => redeemGift(tx, { code: giftCode(gift!.id), userId, communityId }));
      await deliverDirectly();
    });
  }

  /** Bought by the member whom visitors of the demo may be, so that its code is there to be tried. */
  async giftWaiting(): Promise<void> {
    const { name } = this.stage.script.accounts.find(({ role }) => role === "member")!;
    const payer = this.stage.people.find((person) => person.name === name);
    if (payer) await this.buyGift(payer.userId, null);
  }

  async buyGift(buyer: string, toEmail: string | null): Promise<void> {
    const gift = { toEmail, note: this.extras.giftNote };
    await buy(this.stage, buyer, this.passPriceId, "4242424242424242", { gift });
  }

  async compGiven(): Promise<void> {
    const { communityId } = this.stage;
    const userId = await this.customer();
    await transact((tx) => joinCommunity(tx, { communityId, userId, reason: "free" }));
    const { memberId } = (await findMembership(communityId, userId))!;
    const comp = { communityId, memberId, productId: this.stage.prices[0]!.productId, actorId: this.actorId };
    const endsAt = new Date(now().getTime() + 120 * dayMs);
    await transact((tx) => giveComp(tx, { ...comp, reason: this.extras.compReason, endsAt }));
  }

  async offerBundle(): Promise<void> {
    const { communityId, script } = this.stage;
    const { name, promise, amount } = this.extras.bundle;
    const itemIds = (await this.singles()).map(({ productId }) => productId);
    const bundle = { kind: "bundle", name, promise, itemIds, communityId, actorId: this.actorId } as const;
    const price = { currency: script.currency, amount, termDays: null, termUntil: null };
    await transact((tx) => addProductPaidOnce(tx, bundle, price));
  }

  /** First one of its texts, then all: what is owned already is not charged again. */
  async bundleBought(): Promise<void> {
    const userId = await this.customer();
    const [single] = await this.singles();
    const bundle = (await listOffers(this.stage.communityId)).find(({ kind }) => kind === "bundle");
    await buy(this.stage, userId, single!.priceId);
    this.stage.after(3 * dayMs, () => buy(this.stage, userId, bundle!.prices[0]!.id));
  }

  async singles() {
    const found = [];
    for (const { postId } of this.stage.talks) {
      const single = await findSinglePrice(this.stage.communityId, postId);
      if (single) found.push(single);
    }
    return found;
  }

  /** Down a plan where there are two, else from the year to the month, with the end of what is paid. */
  async changeAgreed(): Promise<void> {
    const { prices, communityId } = this.stage;
    const top = prices.length - 1;
    const userId = await this.subscriber(top > 0 ? "month" : "year", top);
    this.stage.after(4 * dayMs, async () => {
      const running = await findLiveSubscription(communityId, userId);
      await scheduleChange(userId, running!.id, prices[0]!.month);
      await deliverDirectly();
    });
  }

  /** The cheapest plan can be tried for two weeks on this one day; with a card that visitors of the demo do not take first. */
  async trialBegun(): Promise<void> {
    const { productId, month } = this.stage.prices[0]!;
    const own = { communityId: this.stage.communityId, productId, actorId: this.actorId };
    await transact((tx) => changeProduct(tx, { ...own, trialDays: 14 }));
    await buy(this.stage, await this.customer(), month, "5555555555554444");
    await transact((tx) => changeProduct(tx, { ...own, trialDays: 0 }));
  }
}
