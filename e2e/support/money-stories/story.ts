import type { PaidCommunity } from "../billing-world";

/** What a story of money is played in: a shop that sells one of everything, and two people with money. */
export interface StoryWorld extends PaidCommunity {
  ownerMemberId: string;
  /** A plan that begins with a trial of 14 days with a card. */
  tried: { productId: string; benefitId: string; month: string };
  /** 30 days of what the small plan opens, paid once. */
  pass: { productId: string; priceId: string };
  /** A coupon code: a tenth off, ten uses. */
  code: string;
  ada: string;
  bob: string;
}

export interface Step {
  /** When it happens, as `2026-01-15` or with a time. Before it, everything has happened that was due until then. */
  at: string;
  /** What people and banks do at Stripe, through our pages or past them. Happens once: Stripe remembers it. */
  stripe?(world: StoryWorld): Promise<unknown>;
  /** What happens with us only. Happens again in each telling, for our books remember nothing. */
  own?(world: StoryWorld): Promise<unknown>;
}

export interface MoneyStory {
  name: string;
  steps: readonly Step[];
  /** What the books must say in the end, in a few numbers a reader can check by hand. */
  ends: {
    /** Minor units of every payment, refunds and lost disputes negative, sorted. */
    payments: number[];
    /** Holder and end of what each person may open: the latest paid end (ISO date) per person, "none" or "for good". */
    paidUntil: Record<"ada" | "bob", string>;
  };
}
