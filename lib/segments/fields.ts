import { locales } from "@/lib/i18n/locales";
import { channels as firstChannels } from "@/lib/sightings/types";

/** What a membership can be at a moment; one member may be several of these. */
export const standings = ["member", "left", "never-paid", "paying", "late", "trial", "lapsed", "pass"] as const;

/** Where somebody is on their way through a community; everybody is exactly one of these. See stages.ts. */
export const stages = ["new", "activated", "regular", "contributor", "at-risk", "lapsed"] as const;

/** How likely somebody is to leave, as the nightly score says. */
export const riskBands = ["low", "medium", "high"] as const;

/** Roles as in lib/members: repeated here, where the browser reads them, without the schema around them. */
export const roles = ["owner", "admin", "moderator", "creator", "member", "guest"] as const;

/** The first way somebody came to the community, as far as it was seen. */
export const channels = [...firstChannels, "unknown"] as const;

export const terms = ["month", "year"] as const;
export const languages = [...locales, "none"] as const;

/** How far back a window of days may reach, and how deep and long a rule may be. */
export const maxWindowDays = 365;
export const maxDays = 3650;
export const maxDepth = 3;
export const maxConditions = 30;

/** How many segments one community keeps in its lists: all of them are counted when the list is opened. */
export const maxSegments = 60;

/** What a field's value is: one of a list, of the community's plans or topics, a number of days or times, or text. */
export type ValueKind = "choice" | "plan" | "topic" | "days" | "times" | "text" | "region";

/** How a condition about a field is put: comparisons, value, and whether it also says how many days back it looks. */
export interface FieldShape {
  comparisons: readonly [string, ...string[]];
  value: ValueKind;
  /** Of a choice: everything there is to choose. */
  choices?: readonly [string, ...string[]];
  hasDays?: true;
}

const isOrNot = ["is", "is-not"] as const;
const withinOrNot = ["within", "not-within"] as const;
const leastOrMost = ["at-least", "at-most"] as const;
const choice = <const T extends readonly [string, ...string[]]>(choices: T) =>
  ({ comparisons: isOrNot, value: "choice", choices }) as const;

/** Every field, in the order in which the editor offers them. */
export const fields = {
  membership: choice(standings),
  stage: choice(stages),
  risk: choice(riskBands),
  role: choice(roles),
  plan: { comparisons: isOrNot, value: "plan" },
  term: choice(terms),
  joined: { comparisons: ["within", "before"], value: "days" },
  "member-for": { comparisons: ["at-least"], value: "days" },
  interactions: { comparisons: leastOrMost, value: "times", hasDays: true },
  wrote: { comparisons: withinOrNot, value: "days" },
  unanswered: choice(["waiting"]),
  topic: { comparisons: ["wrote", "not-wrote", "read", "not-read"], value: "topic", hasDays: true },
  reads: { comparisons: leastOrMost, value: "times", hasDays: true },
  seen: { comparisons: withinOrNot, value: "days" },
  "payment-failed": { comparisons: withinOrNot, value: "days" },
  channel: choice(channels),
  source: { comparisons: isOrNot, value: "text" },
  language: choice(languages),
  region: { comparisons: isOrNot, value: "region" },
} as const satisfies Record<string, FieldShape>;
export type Field = keyof typeof fields;

export const fieldNames = Object.keys(fields) as Field[];

/** The shape of a field, or null when there is none of that name. */
export function shapeOf(field: string): FieldShape | null {
  return Object.hasOwn(fields, field) ? fields[field as Field] : null;
}
