import type { Rule } from "./schema";

/** Questions most communities ask first, to begin a segment of one's own with. */
export const templates = {
  new: {
    all: [
      { field: "membership", is: "is", value: "member" },
      { field: "joined", is: "within", value: 30 },
    ],
  },
  quiet: {
    all: [
      { field: "membership", is: "is", value: "paying" },
      { field: "interactions", is: "at-most", value: 0, days: 30 },
    ],
  },
  lapsed: { field: "membership", is: "is", value: "lapsed" },
  contributors: { field: "stage", is: "is", value: "contributor" },
  late: { field: "membership", is: "is", value: "late" },
  "never-paid": {
    all: [
      { field: "membership", is: "is", value: "member" },
      { field: "membership", is: "is", value: "never-paid" },
    ],
  },
} as const satisfies Record<string, unknown>;
export type Template = keyof typeof templates;

export const templateNames = Object.keys(templates) as Template[];

/** The rule of a template, or null when there is none of that name. */
export function templateRule(name: string): Rule | null {
  return Object.hasOwn(templates, name) ? (structuredClone(templates[name as Template]) as unknown as Rule) : null;
}
