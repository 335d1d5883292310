import type { MarkFor } from "./mark";

/**
 * What may be new on one day in one community from one network (an IPv4 address, the /64 of an IPv6 one) and from the
 * site it belongs to (the /48, of which whoever has a line of their own has one, with 65,536 networks in it). What comes
 * beyond is seen but counts nobody: figures may become too small, never as large as somebody wishes.
 */
const perDay = {
  /**
   * Browsers. A university or a mobile carrier has thousands of people behind one address; more than two hundred of them
   * who come to the same community on the same day for the first time are not to be expected, and forging two hundred
   * visitors is not worth anybody's while.
   */
  visitors: { network: 200, site: 1_000 },
  /** First openings of a post by a browser: ten for each of those. */
  openings: { network: 2_000, site: 10_000 },
  /** Sources nobody has come from yet on this day: forty networks must conspire to use up a day's. */
  sources: { network: 5, site: 15 },
  /** Terms nobody has looked for yet on this day. */
  terms: { network: 20, site: 60 },
  /** Terms, known ones too. */
  searches: { network: 300, site: 1_000 },
} as const;
export type LimitKind = keyof typeof perDay;

/** Marks of people that a community keeps of one day: some 20 MB. Beyond it only views count. */
export const marksPerDay = 200_000;
/** How often one person's searching for the same term counts on a day. */
export const searchesPerPerson = 10;
/** How many sources and search terms a day keeps of one community: what comes after is counted together, or not at all. */
export const sourcesPerDay = 200;
export const termsPerDay = 1_000;
/** Stands for every source beyond that. */
export const otherSources = "…";

/** A mark that counts how much of something was let in on a day, and how much may be. */
export interface Limit {
  mark: string;
  max: number;
}

/** The limits that somebody from this address meets; `markFor` makes the marks of the day. */
export function limitsOf(kind: LimitKind, address: string, markFor: MarkFor): Limit[] {
  const site = siteOf(address);
  const limit = (network: string, max: number) => ({ mark: markFor(`limit ${kind}`, { network }), max });
  return [limit(address, perDay[kind].network), ...(site === null ? [] : [limit(site, perDay[kind].site)])];
}

/** What all marks of a community's day count towards. */
export function limitOfAll(markFor: MarkFor): Limit {
  return { mark: markFor("limit marks", { everybody: true }), max: marksPerDay };
}

/** The /48 around an IPv6 network as `networkOf` writes it ("2001:db8:7:1::/64"); null for an IPv4 address. */
export function siteOf(network: string): string | null {
  const groups = /^((?:[0-9a-f]+:){2}[0-9a-f]+):[0-9a-f]+::\/64$/.exec(network);
  return groups && `${groups[1]}::/48`;
}
