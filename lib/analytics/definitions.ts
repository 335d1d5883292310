/**
 * Every figure of the analytics pages: how it is computed, what feeds it, and the test that proves it. The words stand
 * in messages/<locale>/revenue.ts under `defined`; definitions.test.ts holds that every test named here exists.
 */
export const definitionGroups = ["growth", "retention", "activity", "revenue", "content", "funnel"] as const;
export type DefinitionGroup = (typeof definitionGroups)[number];

export type DefinedFigure = keyof typeof import("@/lib/i18n/messages/en/revenue").default.defined;
type Source = keyof typeof import("@/lib/i18n/messages/en/revenue").default.fed;

export interface FigureDefinition {
  /** Also its anchor on the definitions page. */
  figure: DefinedFigure;
  group: DefinitionGroup;
  /** In symbols, the same in every language. */
  formula: string;
  fedBy: readonly Source[];
  provenBy: { file: string; name: string };
}

const analytics = (name: string) => `lib/analytics/${name}.test.ts`;

type Line = [figure: DefinedFigure, formula: string, fedBy: readonly Source[], file: string, name: string];

const groups: Record<DefinitionGroup, readonly Line[]> = {
  growth: [
    [
      "members",
      "N(t) = |{ m : startsAt ≤ t < endsAt }|",
      ["member_spans"],
      analytics("membership"),
      "counts a membership from the instant it starts up to, not including, the instant it ends",
    ],
    [
      "joined",
      "N(from) + joined − left = N(to)",
      ["member_spans"],
      analytics("membership"),
      "add up: N(from) + joined − left = N(to), and retained never exceeds N(from)",
    ],
    [
      "netGrowth",
      "R = (N(to) − N(from)) / N(from)",
      ["member_spans"],
      analytics("membership"),
      "the article's first example: 100 members become 80, R = −0.2, and the ratio is 0.8",
    ],
    [
      "ratio",
      "N(to) / N(from)",
      ["member_spans"],
      analytics("membership"),
      "the article's first example: 100 members become 80, R = −0.2, and the ratio is 0.8",
    ],
    [
      "retained",
      "|{ m at from } ∩ { m at to }| / N(from)",
      ["member_spans"],
      analytics("membership"),
      "the article's first example, counted from periods",
    ],
  ],
  retention: [
    [
      "cohortBoundary",
      "|cohort ∩ { m at boundary k }| / |cohort|",
      ["member_spans"],
      analytics("retention"),
      "asks at each month boundary after the cohort's own month who is a member",
    ],
    [
      "cohortContinuous",
      "|{ m of cohort : first span still runs at boundary k }| / |cohort|",
      ["member_spans"],
      analytics("retention"),
      "counts returners again unless staying without a gap is asked for",
    ],
    [
      "cohortActivity",
      "|cohort ∩ { m : I(m) > 0 in unit k }| / |cohort|",
      ["activity_cohorts"],
      analytics("activity-units"),
      "hold everybody who has begun, once in each scope",
    ],
    [
      "cohortRenewal",
      "terms renewed / terms that came due",
      ["member_periods"],
      analytics("renewals"),
      "counts of the terms that came due those renewed, and is blank where none has",
    ],
  ],
  activity: [
    [
      "activity",
      "A = I / N(to), I = Σ discussions + questions + answers + comments + reactions in [from, to)",
      ["activity_days", "activity_months"],
      analytics("activity"),
      "the article's second example: 100 interactions of 50 members, A = 2",
    ],
    [
      "activeShare",
      "|{ m : I(m) > 0 }| / N(to)",
      ["activity_days", "activity_months"],
      analytics("activity"),
      "shows in active share and median when one member made all hundred",
    ],
    [
      "median",
      "median of I(m) over the members at to",
      ["activity_days", "activity_months"],
      analytics("activity"),
      "takes the median over everybody, those without an interaction included",
    ],
    [
      "contributors",
      "|{ m : wrote something }| / N(to)",
      ["activity_days", "activity_months"],
      analytics("activity"),
      "does not count somebody who only reacted as a contributor",
    ],
    [
      "activePeople",
      "|{ m : I(m) > 0 in the 1, 7, 30 days ending with the day }|",
      ["active_days"],
      analytics("active-windows"),
      "are distinct people in the 1, 7 and 30 days that end with each day",
    ],
    [
      "stickiness",
      "mean(DAU) / mean(MAU)",
      ["active_days"],
      analytics("active-windows"),
      "is the mean DAU over the mean MAU of the same days",
    ],
    [
      "firstReply",
      "median and 90th percentile of repliedAt − askedAt",
      ["first_replies"],
      analytics("replies"),
      "takes median and ninetieth percentile of those with a reply",
    ],
    [
      "inTime",
      "replied within the promise / asked so long ago that the promise has run out",
      ["first_replies"],
      analytics("replies"),
      "holds only posts against the promise that were asked long enough ago for it to have run out",
    ],
  ],
  revenue: [
    [
      "mrr",
      "MRR(t) = Σ price / months of the paid periods running at t; year / 12, week × 52 / 12, day × 365 / 12",
      ["mrr_days", "member_periods"],
      analytics("revenue"),
      "counts a cancelled plan until its access ends, and not at that instant",
    ],
    [
      "movements",
      "start + new + reactivation + expansion + contraction + churn = end",
      ["member_periods", "movement_months"],
      analytics("revenue"),
      "add up: start and all movements make the end, always",
    ],
    [
      "netRetention",
      "NRR = (start + expansion + contraction + churn) / start",
      ["member_periods"],
      analytics("golden-june"),
      "keeps 96.57% net and 93.14% gross of its revenue",
    ],
    [
      "grossRetention",
      "GRR = (start + contraction + churn) / start",
      ["member_periods"],
      analytics("golden-june"),
      "keeps 96.57% net and 93.14% gross of its revenue",
    ],
    [
      "grossMrrChurn",
      "−(churn + contraction) / start",
      ["member_periods"],
      analytics("golden-june.db"),
      "keeps 96.57% net and 93.14% gross; ChartMogul's MRR churn is 9.43% and 2.57%, Baremetrics' quick ratio 1.73",
    ],
    [
      "netMrrChurn",
      "−(churn + contraction + expansion + reactivation) / start",
      ["member_periods"],
      analytics("golden-june.db"),
      "keeps 96.57% net and 93.14% gross; ChartMogul's MRR churn is 9.43% and 2.57%, Baremetrics' quick ratio 1.73",
    ],
    [
      "quickRatio",
      "(new + expansion) / −(contraction + churn)",
      ["member_periods"],
      analytics("definition-figures"),
      "has no quick ratio when nothing was lost, and says why",
    ],
    [
      "logoChurn",
      "|{ paying at from } \\ { paying at to }| / paying(from)",
      ["member_spans"],
      analytics("golden-june.db"),
      "gives the churn and MRR of %s exactly",
    ],
    [
      "stripeChurn",
      "ends in (from, to] / (paying(from) + first starts in (from, to])",
      ["member_spans"],
      analytics("golden-june.db"),
      "gives the churn and MRR of %s exactly",
    ],
    [
      "baremetricsChurn",
      "ends in (from, to] / paying(from)",
      ["member_spans"],
      analytics("golden-june.db"),
      "gives the churn and MRR of %s exactly",
    ],
    ["articleChurn", "−R", ["member_spans"], analytics("golden-june.db"), "gives the churn and MRR of %s exactly"],
    [
      "chartmogulMrr",
      "MRR(t) − Σ discounts for a time running at t",
      ["member_periods"],
      analytics("golden-june.db"),
      "gives the churn and MRR of %s exactly",
    ],
    [
      "netRevenue",
      "Σ charges − Σ refunds − Σ disputes in [from, to)",
      ["money_days"],
      analytics("revenue"),
      "is charges minus refunds of one currency, with a row for every month asked for",
    ],
    [
      "perMember",
      "ARPU = net revenue of plans / ((paying(from) + paying(to)) / 2)",
      ["money_days", "member_spans"],
      analytics("golden-june.db"),
      "spreads LTV from 359 to 513 by the definition alone, and shows none of its own with ten losses",
    ],
    [
      "lifetime",
      "LTV = ARPU / logo churn, if ≥ 30 ends in 12 months",
      ["money_days", "member_spans"],
      analytics("definition-figures"),
      "computes a lifetime from thirty losses in twelve months on, and not from twenty-nine",
    ],
    [
      "observed",
      "net revenue to date, of everything / |{ people with a charge > 0 }|",
      ["money_days", "journal"],
      analytics("recompute.db"),
      "revenue: MRR, movements, churn by five definitions, net revenue by month, ARPU and LTV",
    ],
    [
      "pastDue",
      "Σ monthly value of running periods whose renewal failed and was not recovered",
      ["journal", "member_periods"],
      analytics("golden-june.db"),
      "keeps trials out, single purchases beside MRR, and says how much MRR is past due",
    ],
    [
      "oneOffs",
      "Σ charges − Σ refunds − Σ disputes of posts and bundles bought once",
      ["money_days"],
      analytics("golden-june.db"),
      "keeps trials out, single purchases beside MRR, and says how much MRR is past due",
    ],
    [
      "passRunRate",
      "Σ price / months of the passes that run at t",
      ["orders"],
      analytics("revenue-rows.db"),
      "keeps passes out of MRR and spreads their price over their months",
    ],
    [
      "passRenewal",
      "|{ passes bought again ≤ 14 days after the end }| / |{ passes whose 14 days ended in (from, to] }|",
      ["orders"],
      analytics("revenue-rows.db"),
      "counts a pass as renewed when another is bought within fourteen days, and judges it only then",
    ],
  ],
  content: [
    [
      "reads",
      "completion = read to the end / readers; readers = Σ over days of distinct people",
      ["sightings"],
      analytics("content"),
      "is undefined in its completion without readers, and never negative in what was left",
    ],
    [
      "lastTouch",
      "credit(post) = |{ m : post was touched last in the 30 days before m joined or first paid }|",
      ["sightings", "member_spans"],
      analytics("last-touch"),
      "credits the post that was touched last before the event",
    ],
    [
      "zeroResults",
      "searches that found nothing",
      ["sightings"],
      "lib/sightings/beacon.db.test.ts",
      "is counted with what it found",
    ],
  ],
  funnel: [
    [
      "funnel",
      "step / the step before; the median of the hours between both",
      ["sightings", "member_spans"],
      analytics("funnel"),
      "counts each step and measures it against the one it follows",
    ],
    [
      "touch",
      "first touch = the earliest arrival; last touch = the newest before the first payment",
      ["sightings"],
      "lib/sightings/sightings.db.test.ts",
      "keep the first touch whatever comes later; the last one moves with each new touch",
    ],
  ],
};

/** All definitions in the order of the page. */
export const figureDefinitions: readonly FigureDefinition[] = definitionGroups.flatMap((group) =>
  groups[group].map(([figure, formula, fedBy, file, name]) => ({
    figure,
    group,
    formula,
    fedBy,
    provenBy: { file, name },
  })),
);
