import "server-only";
import { notFound } from "next/navigation";
import { hasRight } from "@/lib/access/permissions";
import { catchUp } from "@/lib/analytics/project-now";
import { loadCommunity, loadManage } from "@/lib/communities/loaders";
import { dayOf } from "@/lib/platform/calendar";
import { findMorning } from "./find-morning";
import { findStanding, listEndings, wantsLetter } from "./queries";

/** The first page of whoever runs a community: what waits, a few numbers, and whether they get the weekly letter. */
export async function loadMorning(slug: string) {
  const facts = await loadManage(slug);
  const { community, viewer } = facts;
  await catchUp(community);
  const today = dayOf(viewer.at, community.zone);
  const [morning, standing, letter] = await Promise.all([
    findMorning(community, viewer.at),
    findStanding(community.id, community.currency, today),
    viewer.person ? wantsLetter(community.id, viewer.person.userId) : false,
  ]);
  return { ...facts, morning, standing, letter };
}

const endingsShown = 500;

/** Everybody whose paid access ends within 14 days. */
export async function loadEndings(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!hasRight(viewer, "manager")) notFound();
  return { community, viewer, endings: await listEndings(community.id, viewer.at, endingsShown) };
}
