import type { MetadataRoute } from "next";
import { publicUrl } from "@/lib/platform/env";

/** The public address is a setting of the running installation, not of the build. */
export const dynamic = "force-dynamic";

/** What belongs to one person or runs the place is not for crawlers. It is also protected: this is only a courtesy. */
export default function robots(): MetadataRoute.Robots {
  const disallow = [
    "/c/*/manage",
    "/c/*/studio",
    "/c/*/new",
    "/c/*/search",
    "/me",
    "/home",
    "/setup",
    "/sandbox",
    "/dev",
    "/api",
  ];
  return { rules: { userAgent: "*", allow: "/", disallow }, sitemap: `${publicUrl()}/sitemap.xml` };
}
