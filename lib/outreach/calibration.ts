import { type Interval, wilson } from "./proportion";
import { type RiskBand, riskBands } from "./risk-score";

/** One row of the back-test: of the members of a band on a day, how many had stopped paying 30 days later. */
export interface BandDay {
  day: string;
  /** A band, or `cancelled`: those of all bands who had cancelled by that day. */
  band: string;
  members: number;
  left: number;
}

/** Fewer members than this say nothing about a band. */
export const leastMembers = 30;

export interface CalibratedBand {
  band: RiskBand;
  members: number;
  left: number;
  /** Share that left and its 95 % interval; null with too few people. */
  share: number | null;
  interval: Interval | null;
}

export interface Calibration {
  bands: CalibratedBand[];
  /** The days that were looked back to, newest first. */
  days: string[];
  members: number;
  left: number;
  /** Of those who left, the share that stood in the high band; null when nobody left or there are too few. */
  caught: number | null;
  /** Of the high band, the share that left. */
  precision: number | null;
  /** How many times more often the high band left than everybody. */
  lift: number | null;
  /** The same without those who had cancelled already: what the score knew beyond the obvious. */
  withoutCancelled: { members: number; left: number; caught: number | null; precision: number | null };
}

/** Adds the days of a back-test up: what the score would have said, and what then happened. */
export function calibrate(rows: readonly BandDay[]): Calibration {
  const sum = (band: string) => {
    const own = rows.filter((row) => row.band === band);
    return {
      members: own.reduce((total, row) => total + row.members, 0),
      left: own.reduce((total, row) => total + row.left, 0),
    };
  };
  const bands = riskBands.toReversed().map((band): CalibratedBand => {
    const { members, left } = sum(band);
    const isEnough = members >= leastMembers;
    return {
      band,
      members,
      left,
      share: isEnough ? left / members : null,
      interval: isEnough ? wilson(left, members) : null,
    };
  });
  const members = bands.reduce((total, band) => total + band.members, 0);
  const left = bands.reduce((total, band) => total + band.left, 0);
  const high = bands[0]!;
  const isEnough = members >= leastMembers;
  const cancelled = sum("cancelled");
  // Whoever has cancelled stands in the high band by that alone: taking them out of it leaves the others.
  const rest = { members: high.members - cancelled.members, left: high.left - cancelled.left };
  return {
    bands,
    days: [...new Set(rows.map(({ day }) => day))].sort().reverse(),
    members,
    left,
    caught: isEnough && left > 0 ? high.left / left : null,
    precision: high.share,
    lift: high.share !== null && left > 0 ? high.share / (left / members) : null,
    withoutCancelled: {
      ...rest,
      caught: isEnough && left > cancelled.left ? rest.left / (left - cancelled.left) : null,
      precision: rest.members >= leastMembers ? rest.left / rest.members : null,
    },
  };
}
