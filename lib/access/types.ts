import type { Role } from "@/lib/members/schema";
import type { Audience, PostKind, PostState } from "@/lib/posts/schema";

/** The membership a viewer has in the community at hand. */
export interface Membership {
  memberId: string;
  role: Role;
  joinedAt: Date;
}

/** A stretch of time in which the viewer holds a benefit, [startsAt, endsAt). */
export interface HeldGrant {
  benefitId: string;
  startsAt: Date;
  endsAt: Date | null;
  /** Until when it is paid for: what pages show. `endsAt` decides, and may lie later (slack, grace) or earlier. */
  paidUntil?: Date | null;
  sourceKind: string;
  sourceId: string;
  /** Why it ends when it does: `renewing`, `grace`, `disputed`, `refunded`, `carried`; null for the plain end. */
  sourceNote?: string | null;
}

/**
 * Who is asking, in one community, at one moment. Anonymous is a value, never undefined. Built once per request by
 * lib/access/viewer.ts, by tests by hand.
 */
export interface Viewer {
  communityId: string;
  /** The moment every rule is judged at. */
  at: Date;
  person: { userId: string; name: string; handle: string; isOperator: boolean; emailVerified: boolean } | null;
  /** Null for visitors, for people who have left, and for members of other communities only. */
  membership: Membership | null;
  /** Every grant of this person here, also those that ended or have not begun: the reason needs them. */
  grants: HeldGrant[];
  /** True while a running subscription's renewal could not be charged, in grace or after it (for the banner). */
  pastDue: boolean;
}

/** What a rule needs to know of a post. */
export interface PostFacts {
  id: string;
  communityId: string;
  authorId: string;
  kind: PostKind;
  audience: Audience;
  benefitId: string | null;
  /** The benefit of this very post, when it is sold singly. */
  ownBenefitId: string | null;
  state: PostState;
  publishedAt: Date | null;
}

/** Why it was granted: shown on the access page, never used to decide again. */
export type Via = "public" | "membership" | "plan" | "purchase" | "author" | "staff";

/** Why not; drives the paywall's words. `not-found` is answered as if the thing did not exist. */
export type Reason = "not-found" | "join" | "plan" | "purchase" | "lapsed" | "not-yet";

export type Decision = { granted: true; via: Via } | { granted: false; reason: Reason };

declare const opened: unique symbol;

/** Text that `openBody` has handed out. Only lib/access can make one; components that show bodies accept nothing else. */
export type OpenedBody = { html: string; revision: number; readonly [opened]: true };
