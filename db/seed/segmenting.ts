import { transact } from "@/db/client";
import { listCommunities } from "@/lib/communities/queries";
import { wordsFor } from "@/lib/i18n/words";
import { findOwner } from "@/lib/members/queries";
import { saveSegment } from "@/lib/segments/commands";
import { type Template, templateRule } from "@/lib/segments/templates";

/** What the owners of the demo keep asking. */
const asked: Template[] = ["quiet", "contributors", "never-paid"];

/** Saves a few segments in each community, in its language. */
export async function saveSegments(): Promise<void> {
  for (const { id: communityId, locale } of await listCommunities()) {
    const owner = await findOwner(communityId);
    if (!owner) continue;
    for (const template of asked) {
      const name = wordsFor(locale).t(`segments.template.${template}`);
      const segment = { communityId, name, rule: templateRule(template)!, actorId: owner.memberId };
      await transact((tx) => saveSegment(tx, segment));
    }
  }
}
