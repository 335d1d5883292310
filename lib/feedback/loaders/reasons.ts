import "server-only";
import { addMonths, monthOf, startOfMonth } from "@/lib/platform/calendar";
import { findLeavers, listLeaving } from "../queries/reasons";
import { type Cancellation, endKinds, type PayingEnd, reasonOrder, reportOf } from "../reasons";
import { ReasonsQuery } from "../schema";
import { requireSurveyManager } from "./surveys";

const monthsShown = 12;

/** A row of the list behind the figures. */
export interface Leaver {
  key: string;
  at: Date;
  person: { id: string; name: string; handle: string } | null;
  /** Of a cancellation. */
  reason: Cancellation["reason"] | null;
  undone: boolean;
  monthly: number | null;
  currency: string | null;
  comment: string;
  /** Of an end of paying. */
  end: PayingEnd["kind"] | null;
}

/**
 * Why people cancel and how paying ends, for the last twelve months of the community's zone. With a month or a reason
 * in the address also the people and dates behind it; `reason` may name a kind of end (`end-failed`).
 */
export async function loadReasons(slug: string, search: Record<string, unknown>) {
  const { community, viewer } = await requireSurveyManager(slug);
  const query = ReasonsQuery.parse(search);
  const last = monthOf(viewer.at, community.zone);
  const months = Array.from({ length: monthsShown }, (_, i) => addMonths(last, i - monthsShown + 1));
  const span = { from: startOfMonth(months[0]!, community.zone), to: startOfMonth(addMonths(last, 1), community.zone) };
  const facts = await listLeaving(community.id, span);
  const report = reportOf(facts, { months, zone: community.zone, currency: community.currency });
  const isDrilled = query.month !== undefined || query.reason !== undefined;
  const rows = isDrilled ? await leaversOf(facts, query, community.zone) : null;
  return { community, viewer, query, report, rows };
}

async function leaversOf(
  { cancellations, ends }: { cancellations: Cancellation[]; ends: PayingEnd[] },
  { month, reason }: ReasonsQuery,
  zone: string,
): Promise<Leaver[]> {
  const inMonth = ({ at }: { at: Date }) => month === undefined || monthOf(at, zone) === month;
  const end = endKinds.find((kind) => `end-${kind}` === reason);
  const known = reasonOrder.find((one) => one === reason);
  const chosen = end ? [] : cancellations.filter((one) => inMonth(one) && (!known || one.reason === known));
  const ended = end ? ends.filter((one) => inMonth(one) && one.kind === end) : [];
  const { people, comments } = await findLeavers(
    [...chosen, ...ended].map(({ memberId }) => memberId ?? ""),
    chosen.map(({ subscriptionId }) => subscriptionId),
  );
  const who = (memberId: string | null) => people.get(memberId ?? "") ?? null;
  return [
    ...chosen.map(({ key, at, memberId, subscriptionId, undone, monthly, currency, ...one }) => ({
      key,
      at,
      person: who(memberId),
      reason: one.reason,
      undone,
      monthly,
      currency,
      comment: comments.get(subscriptionId) ?? "",
      end: null,
    })),
    ...ended.map(({ key, at, memberId, kind }) => ({
      ...{ key, at, person: who(memberId), reason: null, undone: false, monthly: null, currency: null, comment: "" },
      end: kind,
    })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
}
