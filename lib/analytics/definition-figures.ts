import { netGrowth } from "./membership";
import { grossMrrChurn, type Movements, netMrrChurn, quickRatio } from "./revenue";
import type { Definition } from "./schema";

/** What the rules of every definition are applied to: one stretch of time in one currency. Money in minor units. */
export interface DefinitionFacts {
  /** Paying at the start and at the end. */
  from: number;
  to: number;
  /** Paying at the start and not at the end. */
  lost: number;
  /** Ends of paying in between, whoever returned included. */
  ended: number;
  /** People who paid for the first time in between. */
  firstStarts: number;
  /** Plans paid monthly that ran at the start, and ends in between of people who paid monthly. */
  monthlyFrom: number;
  monthlyEnded: number;
  /** Ends of paying in the twelve months up to the end. */
  lossesInYear: number;
  mrr: number;
  /** What discounts for a time take off the monthly value at the end. */
  discounts: number;
  /** Charges − refunds − disputes in between, for plans alone: what was sold once and passes are others' money. */
  planRevenue: number;
  /** Member by member from one end to the other. */
  movements: Movements;
  /** Happening by happening, and the same with discounts for a time taken off. */
  happenings: Movements;
  happeningsNet: Movements;
}

/** Churn, MRR and what follows from them by one definition. What a definition does not say is null. */
export interface DefinitionFigures {
  mrr: number | null;
  churn: number | null;
  /** The same of plans paid monthly alone. */
  monthlyChurn: number | null;
  grossMrrChurn: number | null;
  netMrrChurn: number | null;
  quickRatio: number | null;
  /** Nothing was lost, so a quick ratio cannot be formed: "no losses" instead of infinity. */
  nothingLost: boolean;
  quickRatioWithReturns: number | null;
  perMember: number | null;
  lifetimeValue: number | null;
}

/** Fewer losses than this in twelve months, and a lifetime computed from them is noise. */
export const lossesForLifetime = 30;

/** Churn and MRR as each of the five count them. Sources and a worked month: docs/metrics.md, the golden June. */
export function figuresBy(definition: Definition, facts: DefinitionFacts): DefinitionFigures {
  return rules[definition](facts);
}

const over = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const undefinedThere: DefinitionFigures = {
  mrr: null,
  churn: null,
  monthlyChurn: null,
  grossMrrChurn: null,
  netMrrChurn: null,
  quickRatio: null,
  nothingLost: false,
  quickRatioWithReturns: null,
  perMember: null,
  lifetimeValue: null,
};

const isNothingLost = (m: Movements) => m.contraction + m.churn === 0;

/** ARPU / churn. Other tools divide MRR by the members who pay; the spread between them is churn's alone. */
function lifetimeOf({ mrr, to }: DefinitionFacts, churn: number | null): number | null {
  return churn ? over(mrr / churn, to) : null;
}

const rules: Record<Definition, (facts: DefinitionFacts) => DefinitionFigures> = {
  guildhall: (facts) => {
    const churn = over(facts.lost, facts.from);
    const perMember = over(facts.planRevenue, (facts.from + facts.to) / 2);
    const isHonest = facts.lossesInYear >= lossesForLifetime && churn !== null && churn > 0;
    return {
      ...undefinedThere,
      mrr: facts.mrr,
      churn,
      grossMrrChurn: grossMrrChurn(facts.movements),
      netMrrChurn: netMrrChurn(facts.movements),
      quickRatio: quickRatio(facts.movements),
      nothingLost: isNothingLost(facts.movements),
      quickRatioWithReturns: quickRatio(facts.movements, true),
      perMember,
      lifetimeValue: isHonest && perMember !== null ? perMember / churn : null,
    };
  },
  stripe: (facts) => {
    const churn = over(facts.ended, facts.from + facts.firstStarts);
    return {
      ...undefinedThere,
      mrr: facts.mrr,
      churn,
      perMember: over(facts.mrr, facts.to),
      lifetimeValue: lifetimeOf(facts, churn),
    };
  },
  chartmogul: (facts) => {
    const churn = over(facts.lost, facts.from);
    return {
      ...undefinedThere,
      mrr: facts.mrr - facts.discounts,
      churn,
      grossMrrChurn: grossMrrChurn(facts.happeningsNet),
      netMrrChurn: netMrrChurn(facts.happeningsNet),
      perMember: over(facts.mrr, facts.to),
      lifetimeValue: lifetimeOf(facts, churn),
    };
  },
  baremetrics: (facts) => {
    const churn = over(facts.ended, facts.from);
    return {
      ...undefinedThere,
      mrr: facts.mrr,
      churn,
      monthlyChurn: over(facts.monthlyEnded, facts.monthlyFrom),
      quickRatio: quickRatio(facts.happenings),
      nothingLost: isNothingLost(facts.happenings),
      quickRatioWithReturns: quickRatio(facts.happenings, true),
      perMember: over(facts.mrr, facts.to),
      lifetimeValue: lifetimeOf(facts, churn),
    };
  },
  article: (facts) => {
    const growth = netGrowth(facts.from, facts.to);
    return { ...undefinedThere, churn: growth === null ? null : growth === 0 ? 0 : -growth };
  },
};
