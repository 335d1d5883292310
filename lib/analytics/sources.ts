import { type Channel, channels } from "@/lib/sightings/types";

/** Which of a person's touches they are counted by. */
export const touchKinds = ["first", "last"] as const;
export type TouchKind = (typeof touchKinds)[number];

/** What a payment is counted for: this long after somebody was first seen here. */
export const revenueDays = 90;

/** People with the same touch, added up. Revenue is in minor units of the community's currency. */
export interface TouchGroup {
  channel: string;
  source: string;
  campaign: string;
  postId: string | null;
  arrived: number;
  joined: number;
  paid: number;
  revenue: number;
}

export interface SourceVisits {
  channel: string;
  source: string;
  visitors: number;
}

interface Outcome {
  arrived: number;
  joined: number;
  paid: number;
  revenue: number;
}

export interface SourceRow extends Outcome {
  channel: Channel;
  source: string;
  visitors: number;
  /** joined / arrived, or null. */
  joinedShare: number | null;
}

export interface CampaignRow extends Outcome {
  source: string;
  campaign: string;
  joinedShare: number | null;
}

export interface LandingRow extends Outcome {
  postId: string;
  joinedShare: number | null;
}

export interface Sources {
  sources: SourceRow[];
  campaigns: CampaignRow[];
  landings: LandingRow[];
  total: Outcome & { visitors: number };
}

/** How many rows the page's lists have at most; the files hold all. */
const listedMax = { sources: 100, campaigns: 100, landings: 25 } as const;

/** The first rows of each list for a page, with how many more there are. The total is still over all of them. */
export function firstSources(report: Sources): {
  report: Sources;
  more: { sources: number; campaigns: number; landings: number };
} {
  const { sources, campaigns, landings } = report;
  const beyond = (rows: readonly unknown[], max: number) => Math.max(0, rows.length - max);
  return {
    report: {
      ...report,
      sources: sources.slice(0, listedMax.sources),
      campaigns: campaigns.slice(0, listedMax.campaigns),
      landings: landings.slice(0, listedMax.landings),
    },
    more: {
      sources: beyond(sources, listedMax.sources),
      campaigns: beyond(campaigns, listedMax.campaigns),
      landings: beyond(landings, listedMax.landings),
    },
  };
}

/** Adds groups up by source, by campaign and by the post landed on. The sources' sums are the totals. */
export function sourcesOf(visits: readonly SourceVisits[], groups: readonly TouchGroup[]): Sources {
  const bySource = new Map<string, SourceRow>();
  const rowOf = ({ channel, source }: { channel: string; source: string }) => {
    const key = JSON.stringify([channel, source]);
    const known = channels.find((one) => one === channel) ?? "direct";
    const row = bySource.get(key) ?? { channel: known, source, visitors: 0, ...nobody(), joinedShare: null };
    bySource.set(key, row);
    return row;
  };
  for (const visit of visits) rowOf(visit).visitors += visit.visitors;
  for (const group of groups) add(rowOf(group), group);
  const campaigns = new Map<string, CampaignRow>();
  const landings = new Map<string, LandingRow>();
  for (const group of groups) {
    const { source, campaign, postId } = group;
    if (campaign !== "") {
      const key = JSON.stringify([source, campaign]);
      campaigns.set(key, add(campaigns.get(key) ?? { source, campaign, ...nobody(), joinedShare: null }, group));
    }
    if (postId !== null)
      landings.set(postId, add(landings.get(postId) ?? { postId, ...nobody(), joinedShare: null }, group));
  }
  const total = [...bySource.values()].reduce(
    (sum, row) => ({ ...add(sum, row), visitors: sum.visitors + row.visitors }),
    {
      ...nobody(),
      visitors: 0,
    },
  );
  return {
    sources: withShares([...bySource.values()], (row) => row.arrived * 1e6 + row.visitors),
    campaigns: withShares([...campaigns.values()], (row) => row.arrived),
    landings: withShares([...landings.values()], (row) => row.arrived),
    total,
  };
}

const nobody = (): Outcome => ({ arrived: 0, joined: 0, paid: 0, revenue: 0 });

function add<Row extends Outcome>(row: Row, more: Outcome): Row {
  row.arrived += more.arrived;
  row.joined += more.joined;
  row.paid += more.paid;
  row.revenue += more.revenue;
  return row;
}

function withShares<Row extends Outcome & { joinedShare: number | null }>(
  rows: Row[],
  weight: (row: Row) => number,
): Row[] {
  return rows
    .toSorted((a, b) => weight(b) - weight(a))
    .map((row) => ({ ...row, joinedShare: row.arrived === 0 ? null : row.joined / row.arrived }));
}

/** What `at=` says of a source's rows: the channel, and the source after a colon. */
export function sourceKey({ channel, source }: { channel: string; source: string }): string {
  return `${channel}:${source}`;
}

export function parseSourceKey(key: string | undefined): { channel: Channel; source: string } | null {
  const at = key?.indexOf(":") ?? -1;
  const channel = channels.find((known) => known === key?.slice(0, Math.max(0, at)));
  return channel && key !== undefined ? { channel, source: key.slice(at + 1) } : null;
}
