import { transact } from "@/db/client";
import { findCommunityBySlug } from "@/lib/communities/queries";
import { findOwner } from "@/lib/members/queries";
import { beginOutreach, noteCall } from "@/lib/outreach/commands/outreach";
import { listOutreachMembers } from "@/lib/outreach/queries/outreach";
import { listChosen } from "@/lib/outreach/queries/risk";
import { riskBands } from "@/lib/outreach/risk-score";
import { scoreCommunity } from "@/lib/outreach/score-members";
import { dayMs, hourMs, withTravellingClock } from "@/lib/platform/clock";

const payers = {
  reason: null,
  productId: null,
  standing: null,
  everybody: false,
  segment: null,
  memberIds: null,
} as const;

/** What came of the calls; who has no note was not reached. */
const notes = ["Will stay, was on holiday", "Wants shorter tutorials", "Had not seen the reply to her question", ""];

/**
 * Calls made 45 days ago to everybody who paid then, those most at risk first: scores can be made of any day, so that
 * day is simply asked about. What the calls have brought is known by now. Needs projections.
 */
export async function reachOut(slug: string, end: Date): Promise<void> {
  const at = new Date(end.getTime() - 45 * dayMs);
  const community = await findCommunityBySlug(slug);
  const owner = community && (await findOwner(community.id));
  if (!community || !owner) return;
  await withTravellingClock(at, async (travel) => {
    await scoreCommunity(community, at);
    const bands = riskBands.toReversed().map((band) => listChosen(community.id, { ...payers, band }, 200));
    const candidates = (await Promise.all(bands)).flat();
    if (candidates.length === 0) return;
    const texts = {
      name: "Calls to everybody who pays",
      subject: "",
      message: "Ask what they came for, and what is missing.",
    };
    const calls = { communityId: community.id, actorId: owner.memberId, kind: "call", couponId: null } as const;
    const { id } = await transact((tx) => beginOutreach(tx, { ...calls, ...texts, candidates }));
    const people = await listOutreachMembers(community.id, id, { arm: "reached", after: null, limit: 500 });
    for (const [n, { memberId }] of people.rows.entries()) {
      travel(new Date(at.getTime() + (n + 1) * 3 * hourMs));
      const note = notes[n % notes.length]!;
      const call = { communityId: community.id, outreachId: id, memberId, actorId: owner.memberId };
      await transact((tx) => noteCall(tx, { ...call, note, done: note !== "" }));
    }
  });
}
