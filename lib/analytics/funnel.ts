import { type Channel, channels } from "@/lib/sightings/types";

/** The steps people take, in the order of the page. The first one is visitor-days, all others are people. */
export const personSteps = ["arrived", "joined", "wrote", "paid"] as const;
export type PersonStep = (typeof personSteps)[number];
export type FunnelStep = "visits" | PersonStep;

/** The step a step is measured against: who writes and who pays are both compared with who joined. */
export const stepBefore: Readonly<Record<PersonStep, FunnelStep>> = {
  arrived: "visits",
  joined: "arrived",
  wrote: "joined",
  paid: "joined",
};

/** People who came by one channel and went as far in the same time. Hours since the step before; null: not reached. */
export interface JourneyGroup {
  channel: string;
  joinedHours: number | null;
  wroteHours: number | null;
  paidHours: number | null;
  people: number;
}

export interface ChannelVisits {
  channel: string;
  visitors: number;
  views: number;
}

export interface StepFigure {
  step: FunnelStep;
  count: number;
  /** Count over that of {@link stepBefore}; null for the first step and over nobody. */
  share: number | null;
  /** Median hours since the step before, of those who took it; null without any. */
  medianHours: number | null;
}

export type ChannelSteps = Record<FunnelStep, number> & { channel: Channel };

export interface Funnel {
  steps: StepFigure[];
  /** By the channel of the first touch (visits: of that day's last touch), in the fixed order, empty ones left out. */
  byChannel: ChannelSteps[];
  views: number;
}

/** Adds groups of journeys up to steps. `withPayments` is false for who may not see money: the step is then missing. */
export function funnelOf(
  visits: readonly ChannelVisits[],
  groups: readonly JourneyGroup[],
  { withPayments }: { withPayments: boolean },
): Funnel {
  const byChannel = channels
    .map((channel) => ({
      channel,
      visits: sum(visits.filter((row) => row.channel === channel).map((row) => row.visitors)),
      ...countSteps(groups.filter((group) => group.channel === channel)),
    }))
    .filter(({ visits: visitors, arrived }) => visitors + arrived > 0);
  const counts = { visits: sum(visits.map((row) => row.visitors)), ...countSteps(groups) };
  const hours: Partial<Record<FunnelStep, keyof JourneyGroup>> = {
    joined: "joinedHours",
    wrote: "wroteHours",
    paid: "paidHours",
  };
  const shown: FunnelStep[] = ["visits", ...personSteps.filter((step) => withPayments || step !== "paid")];
  const steps = shown.map((step) => {
    const before = step === "visits" ? null : counts[stepBefore[step]];
    const key = hours[step];
    return {
      step,
      count: counts[step],
      share: before ? counts[step] / before : null,
      medianHours: key ? weightedMedian(groups.map((group) => [group[key] as number | null, group.people])) : null,
    };
  });
  return { steps, byChannel, views: sum(visits.map((row) => row.views)) };
}

function countSteps(groups: readonly JourneyGroup[]): Record<PersonStep, number> {
  const reached = (key: "joinedHours" | "wroteHours" | "paidHours") =>
    sum(groups.filter((group) => group[key] !== null).map((group) => group.people));
  return {
    arrived: sum(groups.map((group) => group.people)),
    joined: reached("joinedHours"),
    wrote: reached("wroteHours"),
    paid: reached("paidHours"),
  };
}

/** The median of values that occur so many times each; the mean of the two in the middle when there are two. */
export function weightedMedian(values: readonly (readonly [value: number | null, times: number])[]): number | null {
  const sorted = values
    .filter((pair): pair is readonly [number, number] => pair[0] !== null && pair[1] > 0)
    .toSorted(([a], [b]) => a - b);
  const total = sum(sorted.map(([, times]) => times));
  if (total === 0) return null;
  const at = (index: number) => {
    let passed = 0;
    for (const [value, times] of sorted) {
      passed += times;
      if (index < passed) return value;
    }
    return sorted.at(-1)![0];
  };
  return total % 2 === 1 ? at((total - 1) / 2) : (at(total / 2 - 1) + at(total / 2)) / 2;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
