import { index, instant, int, json, primaryKey, real, table, text } from "../dialect";
import { communities, members } from "./communities";

const community = () =>
  text("community_id")
    .notNull()
    .references(() => communities.id, { onDelete: "cascade" });
const member = () =>
  text("member_id")
    .notNull()
    .references(() => members.id, { onDelete: "cascade" });

/** How likely a member is to leave, as of the last nightly run, with the points each reason gave. */
export const riskScores = table(
  "risk_scores",
  {
    communityId: community(),
    memberId: member(),
    asOf: instant("as_of").notNull(),
    points: int("points").notNull(),
    band: text("band").notNull(),
    reasons: json<{ reason: string; points: number; value: number; usual?: number }[]>("reasons").notNull(),
    /** What the member pays a month, in minor units of `currency`; 0 for who does not pay. */
    monthlyAmount: real("monthly_amount").notNull(),
    currency: text("currency"),
    /** How the member pays: paying (by the month or year), pass, trial, free. */
    standing: text("standing").notNull(),
    /** What is paid for, or tried. */
    productId: text("product_id"),
    /** The names of the reasons between bars, "|visits|payment|": what the list is narrowed by. */
    reasonKeys: text("reason_keys").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.memberId] }),
    index("risk_scores_points").on(t.communityId, t.points),
    // It holds what is added up of everybody who may leave: the rows themselves are not read.
    index("risk_scores_bands").on(t.communityId, t.band, t.currency, t.monthlyAmount),
  ],
);

/**
 * What became of the members of each band: scored with what was known on `day`, looked at thirty days later. Beside
 * the bands stands `cancelled`: those of them who had cancelled by that day already, of whom one knew without a score.
 */
export const riskBands = table(
  "risk_bands",
  {
    communityId: community(),
    day: text("day").notNull(),
    band: text("band").notNull(),
    members: int("members").notNull(),
    left: int("left").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day, t.band] })],
);

/** Something done about members who may leave: a letter, an offer, calls. One in ten is held out to measure it. */
export const outreach = table(
  "outreach",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    /** write, offer, call. */
    kind: text("kind").notNull(),
    name: text("name").notNull(),
    subject: text("subject").notNull(),
    message: text("message").notNull(),
    couponId: text("coupon_id"),
    /** Share held out, in hundredths of a percent. */
    holdOutBp: int("hold_out_bp").notNull(),
    /** Days after which it is seen who stayed. */
    horizonDays: int("horizon_days").notNull(),
    createdBy: text("created_by")
      .notNull()
      .references(() => members.id),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("outreach_community").on(t.communityId, t.createdAt)],
);

/** Who is in it, on which side, and what came of it. */
export const outreachMembers = table(
  "outreach_members",
  {
    outreachId: text("outreach_id")
      .notNull()
      .references(() => outreach.id, { onDelete: "cascade" }),
    communityId: community(),
    memberId: member(),
    /** reached or held. */
    arm: text("arm").notNull(),
    points: int("points").notNull(),
    /** When its letter was handed to the mail server; of a call, when it was made. */
    sentAt: instant("sent_at"),
    /** When it was settled. A letter that is settled without having been sent has its reason in `note`. */
    doneAt: instant("done_at"),
    note: text("note").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.outreachId, t.memberId] }),
    index("outreach_members_member").on(t.communityId, t.memberId),
  ],
);

/** Members who want no such letters. Whoever wants them again is taken out. */
export const letterRefusals = table(
  "letter_refusals",
  {
    communityId: community(),
    memberId: member(),
    refusedAt: instant("refused_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.memberId] })],
);
