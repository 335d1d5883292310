import { type RiskQuery, riskFilterKeys } from "@/lib/outreach/schema";

type Values = Partial<Record<string, string | readonly string[] | undefined>>;

/** The address of the list, or of something below it, with these filters; empty ones are left out. */
export function riskHref(path: string, query: Partial<RiskQuery>, more: Values = {}): string {
  const search = new URLSearchParams();
  const filters = riskFilterKeys.map((key) => [key, query[key]] as const);
  for (const [name, value] of [...filters, ...Object.entries(more)]) {
    for (const one of typeof value === "string" ? [value] : (value ?? [])) if (one !== "") search.append(name, one);
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

/** Where something is begun about these members. */
export function reachHref(path: string, query: Partial<RiskQuery>, members: readonly string[] | "all"): string {
  const chosen = members === "all" ? { all: "yes" } : { member: members };
  return riskHref(`${path}/outreach/new`, members === "all" ? query : {}, chosen);
}
