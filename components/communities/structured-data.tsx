import { headers } from "next/headers";
import type { Community } from "@/lib/communities/types";
import { publicUrl } from "@/lib/platform/env";

/** The little that search engines are told in their own format (schema.org/Organization). Never a post's text. */
export async function StructuredData({ community, members }: { community: Community; members: number }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const facts = {
    "@context": "https://schema.org",
    "@type": "Organization",
    name: community.name,
    description: community.promise,
    url: `${publicUrl()}/c/${community.slug}`,
    foundingDate: community.createdAt.toISOString().slice(0, 10),
    interactionStatistic: {
      "@type": "InteractionCounter",
      interactionType: "https://schema.org/JoinAction",
      userInteractionCount: members,
    },
  };
  // "<" would end the script early: a name may hold anything.
  const json = JSON.stringify(facts).replaceAll("<", "\\u003c");
  return <script type="application/ld+json" nonce={nonce} dangerouslySetInnerHTML={{ __html: json }} />;
}
