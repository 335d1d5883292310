import "server-only";
import { notFound, redirect } from "next/navigation";
import { moneyCsv } from "@/lib/billing/money-csv";
import { listCoupons } from "@/lib/billing/queries/coupons";
import { loadCommunity } from "@/lib/communities/loaders";
import type { Words } from "@/lib/i18n/words";
import { dayMs } from "@/lib/platform/clock";
import { decodeCursor, encodeCursor } from "@/lib/posts/cursor";
import { listCandidates } from "../candidates";
import { restDays } from "../commands/outreach";
import { heldOf } from "../hold-out";
import { memberOfToken } from "../letter-token";
import { isOffer } from "../offer";
import { type OutreachCells, outreachCells, outreachColumns } from "../outreach-csv";
import { findLetterWish } from "../queries/letters";
import {
  countStayed,
  findOutreach,
  listOutreachMembers,
  listUnreachable,
  type UnreachableReason,
} from "../queries/outreach";
import type { PointsCursor } from "../queries/risk";
import { ChosenQuery, PeopleQuery } from "../schema";
import { horizonOf, upliftOf } from "../uplift";
import { requireRisk } from "./risk";

type SearchParams = Record<string, string | string[] | undefined>;

/** Before an outreach begins: how many it is for, who is left out and why, how many are held out, and what can be offered. */
export async function loadNewOutreach(slug: string, params: SearchParams) {
  const { community, viewer } = await requireRisk(slug);
  const query = ChosenQuery.parse(params);
  const candidates = await listCandidates(community, query, viewer.at);
  const since = new Date(viewer.at.getTime() - restDays * dayMs);
  const ids = candidates.map(({ memberId }) => memberId);
  const [unreachable, coupons] = await Promise.all([
    listUnreachable(community.id, ids, { letters: true, since }),
    listCoupons(community.id),
  ]);
  const leftOut: Record<UnreachableReason, number> = { refused: 0, unconfirmed: 0, recent: 0, gone: 0 };
  for (const reason of unreachable.values()) leftOut[reason] += 1;
  const reachable = ids.length - unreachable.size;
  return {
    community,
    viewer,
    query,
    chosen: ids.length,
    leftOut,
    reachable,
    /** Of a letter; calls are not kept from those who want no letters. */
    held: heldOf(reachable),
    coupons: coupons.filter((coupon) => isOffer(coupon, viewer.at)),
  };
}

const pageSize = 100;
const fileBatch = 500;

/** One outreach: who was reached or held out, page by page, what was done, and what it has brought. */
export async function loadOutreach(slug: string, id: string, params: SearchParams = {}) {
  const { community, viewer, outreach } = await requireOutreach(slug, id);
  const query = PeopleQuery.parse(params);
  const wanted = { arm: query.arm, after: decodeCursor(query.after), limit: pageSize };
  const horizon = horizonOf(outreach);
  const isOver = viewer.at >= horizon;
  const [people, arms, coupons] = await Promise.all([
    listOutreachMembers(community.id, id, wanted),
    countStayed(community.id, id, isOver ? horizon : viewer.at),
    outreach.couponId ? listCoupons(community.id) : [],
  ]);
  const coupon = coupons.find((one) => one.id === outreach.couponId) ?? null;
  return {
    community,
    viewer,
    outreach,
    query,
    people: people.rows,
    next: people.next && encodeCursor(people.next),
    arms,
    coupon,
    isOver,
    uplift: upliftOf({ ...outreach, ...arms }, viewer.at),
  };
}

/** Everybody in it as a CSV file, both arms. */
export async function loadOutreachFile(slug: string, id: string, words: Words) {
  const { community, viewer, outreach } = await requireOutreach(slug, id);
  async function* rows(): AsyncGenerator<OutreachCells> {
    for (let after: PointsCursor | null = null; ; ) {
      const page: Awaited<ReturnType<typeof listOutreachMembers>> = await listOutreachMembers(community.id, id, {
        after,
        limit: fileBatch,
      });
      for (const row of page.rows) yield outreachCells(row, outreach, { now: viewer.at, words });
      if (!page.next) return;
      after = page.next;
    }
  }
  const body = moneyCsv({ columns: outreachColumns(words), rows: rows() });
  return { name: `${community.slug}-outreach-${outreach.id}.csv`, body };
}

async function requireOutreach(slug: string, id: string) {
  const { community, viewer } = await requireRisk(slug);
  const outreach = await findOutreach(community.id, id);
  if (!outreach) notFound();
  return { community, viewer, outreach };
}

/** Whether somebody wants letters: whoever holds a letter's link, else whoever is signed in as a member. */
export async function loadLetters(slug: string, params: SearchParams) {
  const { community, viewer } = await loadCommunity(slug);
  const token = typeof params.token === "string" ? params.token : "";
  if (token === "" && !viewer.person) redirect(`/sign-in?next=${encodeURIComponent(`/c/${slug}/letters`)}`);
  const memberId = token ? memberOfToken(community.id, token) : viewer.membership?.memberId;
  const wish = memberId ? await findLetterWish(community.id, memberId) : null;
  if (!wish) notFound();
  return { community, viewer, token, wanted: wish.wanted };
}
