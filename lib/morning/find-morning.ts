import "server-only";
import { addDays, dayOf } from "@/lib/platform/calendar";
import {
  countAtRisk,
  countDrift,
  findDisputes,
  listActiveDays,
  listEndings,
  listLatePayers,
  listSpanDays,
  listUnanswered,
} from "./queries";
import type { Morning } from "./types";
import { unusualFigures, weeksCompared } from "./weekly-sums";

/** What needs a person at `at`; figures are held against their usual range as of the last whole day. */
export async function findMorning(
  community: { id: string; zone: string; createdAt: Date },
  at: Date,
): Promise<Morning> {
  const last = addDays(dayOf(at, community.zone), -1);
  const first = addDays(last, -7 * (weeksCompared + 1) + 1);
  const { id } = community;
  const [endings, late, unanswered, disputes, atRisk, drift, active, spans] = await Promise.all([
    listEndings(id, at),
    listLatePayers(id),
    listUnanswered(id, at),
    findDisputes(id),
    countAtRisk(id),
    countDrift(id),
    listActiveDays(id, first, last),
    listSpanDays(id, first, last),
  ]);
  const unusual = unusualFigures({ active, spans }, last, dayOf(community.createdAt, community.zone));
  return { endings, late, unanswered, disputes, atRisk, drift, unusual };
}
