import "server-only";
import { notFound } from "next/navigation";
import { z } from "zod";
import { hasRight } from "@/lib/access/permissions";
import { catchUp } from "@/lib/analytics/project-now";
import { listCatalogue } from "@/lib/billing/queries/products";
import { loadCommunity, loadTopics } from "@/lib/communities/loaders";
import { now } from "@/lib/platform/clock";
import { draftOf, freshGroup } from "./draft";
import { evaluate, hadJoined, type Verdict } from "./evaluate";
import { maxWindowDays } from "./fields";
import { countSegments, findSegment, isInSegment } from "./queries/filters";
import { findHistory, findPerson } from "./queries/history";
import { listSegmentMembers, listSegments, streamSegmentMembers } from "./queries/segments";
import { Rule } from "./schema";
import { type Template, templateRule } from "./templates";

/** A plan or topic a rule may name. */
export interface Named {
  id: string;
  name: string;
}

type Search = Record<string, string | string[] | undefined>;
const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
const short = z.string().trim().min(1).max(120).optional().catch(undefined);

/** What every page of segments begins with. For whoever does not run the community there are none. */
async function requireManager(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!hasRight(viewer, "manager")) notFound();
  await catchUp(community);
  const [products, topics] = await Promise.all([listCatalogue(community.id), loadTopics(community.id)]);
  const plans: Named[] = products
    .filter(({ kind }) => kind === "subscription" || kind === "pass")
    .map(({ id, name, archivedAt }) => ({ id, name, isOld: archivedAt !== null }))
    .sort((a, b) => Number(a.isOld) - Number(b.isOld));
  return { community, viewer, plans, topics: topics.map(({ id, name }): Named => ({ id, name })), asOf: now() };
}

/** Every segment with how many it holds now; archived ones without. */
export async function loadSegments(slug: string) {
  const page = await requireManager(slug);
  const all = (await listSegments(page.community.id)).map((segment) => ({
    ...segment,
    rule: Rule.parse(segment.rule),
  }));
  const open = all.filter(({ archivedAt }) => archivedAt === null);
  const rules = open.map(({ rule }) => rule);
  const counts = await countSegments(page.community.id, rules, page.asOf, page.community.zone);
  return {
    ...page,
    segments: open.map((segment, nth) => ({ ...segment, count: counts[nth]! })),
    archived: all.filter(({ archivedAt }) => archivedAt !== null),
  };
}

/** An empty editor, or one filled from a template. */
export async function loadNewSegment(slug: string, search: Search) {
  const page = await requireManager(slug);
  const template = first(search.template) ?? "";
  const rule = templateRule(template);
  const draft = (rule && draftOf("", rule)) ?? { name: "", mode: "all" as const, groups: [freshGroup()] };
  return { ...page, template: rule ? (template as Template) : null, draft };
}

export const membersPerPage = 100;

/** One segment: its rule, who is in it now, why somebody is or is not, or its editor. */
export async function loadSegment(slug: string, id: string, search: Search) {
  const page = await requireManager(slug);
  const { community, asOf } = page;
  const found = await findSegment(community.id, id);
  if (!found) notFound();
  const segment = { ...found, rule: Rule.parse(found.rule) };
  const question = { communityId: community.id, rule: segment.rule, zone: community.zone };
  const isEditing = first(search.edit) !== undefined;
  const handle = short.parse(first(search.member))?.replace(/^@/, "");
  const after = short.parse(first(search.after));
  const [counts, members, explained] = await Promise.all([
    countSegments(community.id, [segment.rule], asOf, community.zone),
    isEditing ? null : listSegmentMembers(question, asOf, { after, limit: membersPerPage }),
    handle ? explain(question, handle, asOf) : null,
  ]);
  const draft = isEditing ? draftOf(segment.name, segment.rule) : null;
  return { ...page, segment, count: counts[0]!, isEditing, draft, members, after, handle, explained };
}

/** Why a member is in a segment or is not, condition by condition. */
export interface Explained {
  person: { userId: string; name: string; handle: string };
  /** False for who had not joined by then: they are in no segment. */
  hadJoined: boolean;
  isIn: boolean;
  verdict: Verdict;
}

async function explain(
  question: { communityId: string; rule: Rule; zone: string },
  handle: string,
  asOf: Date,
): Promise<Explained | null> {
  const { communityId, rule, zone } = question;
  const person = await findPerson(communityId, handle);
  if (!person) return null;
  const when = { asOf, zone };
  const [history, isIn] = await Promise.all([
    findHistory({ communityId, ...person }, when, maxWindowDays),
    isInSegment(question, person.memberId, asOf),
  ]);
  return { person, isIn, hadJoined: hadJoined(history, asOf), verdict: evaluate(rule, history, when) };
}

/** Everybody in a segment, for its CSV file. */
export async function loadSegmentFile(slug: string, id: string) {
  const { community, asOf } = await requireManager(slug);
  const segment = await findSegment(community.id, id);
  if (!segment) notFound();
  const question = { communityId: community.id, rule: segment.rule, zone: community.zone };
  return { community, segment, asOf, members: streamSegmentMembers(question, asOf) };
}
