import type { MetadataRoute } from "next";
import { loadAddresses } from "@/lib/communities/loaders";
import { publicUrl } from "@/lib/platform/env";

/** Asked of the database each time: at build time there is none. */
export const dynamic = "force-dynamic";

/** The protocol's limit for one file (sitemaps.org). */
const entriesMax = 50_000;

/** Every page a visitor may know of, and nothing that a visitor may not. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const root = publicUrl();
  const entries: MetadataRoute.Sitemap = [{ url: root }, { url: `${root}/explore` }];
  for (const { community, posts } of await loadAddresses()) {
    const base = `${root}/c/${community.slug}`;
    const lastModified = posts[0]?.updatedAt ?? community.createdAt;
    entries.push({ url: base }, { url: `${base}/feed`, lastModified }, { url: `${base}/tutorials`, lastModified });
    for (const { slug, updatedAt } of posts) {
      entries.push({ url: `${base}/posts/${encodeURIComponent(slug)}`, lastModified: updatedAt });
    }
  }
  return entries.slice(0, entriesMax);
}
