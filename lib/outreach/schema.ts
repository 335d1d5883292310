import { z } from "zod";
import { riskBands, riskReasons } from "./risk-score";
import { armNames, standings } from "./types";

const one = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value[0] : value), schema);
const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  one(z.enum(values).optional().catch(undefined));
const id = one(z.uuid().optional().catch(undefined));

/** What the address of the list may ask for. Nonsense is ignored, never an error. */
export const RiskQuery = z.object({
  /** One band; without it medium and high, those at risk. */
  band: choice(riskBands),
  reason: choice(riskReasons),
  plan: id,
  segment: id,
  /** Only who pays like this. Without it all who pay or are about to. */
  standing: choice(standings),
  /** `all` also lists members who do not pay. */
  who: choice(["all"]),
  after: one(z.string().max(60).optional().catch(undefined)),
});
export type RiskQuery = z.output<typeof RiskQuery>;

/** What the address of one outreach may ask for: whom to list, and after whom. */
export const PeopleQuery = z.object({
  arm: one(z.enum(armNames).default("reached").catch("reached")),
  after: one(z.string().max(60).optional().catch(undefined)),
});
export type PeopleQuery = z.output<typeof PeopleQuery>;

export const outreachKinds = ["write", "offer", "call"] as const;
export type OutreachKind = (typeof outreachKinds)[number];

/** What the list is narrowed by, as its address and the form of an outreach carry it. */
export const riskFilterKeys = ["band", "reason", "plan", "segment", "standing", "who"] as const;

/** At most so many people in one outreach: more is a newsletter. */
export const outreachMax = 5000;
/** Boxes that may be ticked on one page of the list. */
export const tickedMax = 200;

/** Whom a new outreach is for: the ticked members, or with `all` everybody the list's filters name. */
export const ChosenQuery = RiskQuery.omit({ after: true }).extend({
  all: choice(["yes"]),
  member: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z
      .array(z.string().max(60))
      .max(tickedMax)
      .catch([])
      .transform((ids) => ids.filter((one) => z.uuid().safeParse(one).success)),
  ),
});
export type ChosenQuery = z.output<typeof ChosenQuery>;

const line = (most: number) => z.string({ error: "required" }).trim().min(1, "required").max(most, "too-long");

export const BeginOutreach = z.object({
  community: z.string(),
  kind: z.enum(outreachKinds, "invalid"),
  name: line(80),
  subject: z.string().trim().max(120, "too-long").default(""),
  message: z.string().trim().max(4000, "too-long").default(""),
  /** A running coupon of the community's, or empty for a new one. */
  coupon: z.string().max(60).default(""),
  /** Percent taken off by a new coupon, once, for 14 days. */
  percent: z.string().trim().max(8).default(""),
});

export const NoteCall = z.object({
  community: z.string(),
  outreach: z.uuid({ error: "invalid" }),
  member: z.uuid({ error: "invalid" }),
  note: z.string().trim().max(500, "too-long").default(""),
  done: z.enum(["yes", "no"], "invalid").default("no"),
});

export const ChooseLetters = z.object({
  community: z.string(),
  token: z.string().max(200).default(""),
  wanted: z.enum(["yes", "no"], "invalid"),
});
