import { readdirSync } from "node:fs";
import path from "node:path";
import type { Planted } from "./canaries";

const base = "/c/slow-query";

/** Every page and file below app/c/[community] that asks for nothing more than the community: a new one is swept too. */
function pagesOf(community: string): string[] {
  const folder = path.join(process.cwd(), "app/c/[community]");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => ["page.tsx", "route.ts"].includes(path.basename(file)))
    .map((file) => path.join(community, path.dirname(file).replace(/\([^)]+\)/g, "")))
    .filter((address) => !address.includes("["));
}

/** Every address of the swept community: those likely to tell something, and all. */
export function everyAddress(planted: Planted): { telling: string[]; all: string[] } {
  const posts = Object.entries(planted.posts);
  const comments = Object.entries(planted.comments);
  const marks = planted.canaries.map(({ marks }) => marks[0]);
  const telling = [
    base,
    `${base}/feed`,
    `${base}/feed?sort=active`,
    `${base}/tutorials`,
    `${base}/questions`,
    ...posts.map(([, { slug }]) => `${base}/posts/${slug}`),
    ...posts.slice(0, 4).map(([, { id }]) => `${base}/studio/${id}`),
    ...Object.values(planted.files)
      .slice(0, 3)
      .map((id) => `/api/files/${id}`),
    `${base}/feed.xml`,
    `${base}/search?q=${marks[1]}`,
    `${base}/members/ravi-menon`,
    `${base}/manage/members`,
  ];
  const all = [
    ...telling,
    ...["newest", "active", "hot"].flatMap((sort) =>
      ["discussion", "question", "tutorial", "article"].map((type) => `${base}/feed?sort=${sort}&type=${type}`),
    ),
    ...planted.topics.map((topic) => `${base}/feed?topic=${topic}`),
    ...posts.flatMap(([, { id, slug }]) => [`${base}/studio/${id}`, `${base}/posts/${id}`, `/c/wheels/posts/${slug}`]),
    ...comments.flatMap(([, id]) =>
      ["edit", "reply", "delete", "comments"].map((tool) => `${base}/posts/story-of-plan?${tool}=${id}`),
    ),
    ...Object.values(planted.files).flatMap((id) => [
      `/api/files/${id}`,
      `/_next/image?url=${encodeURIComponent(`/api/files/${id}`)}&w=640&q=75`,
    ]),
    ...marks.map((mark) => `${base}/search?q=${mark}`),
    `${base}/search?q=oak`,
    `${base}/search?q=${encodeURIComponent('"elm"')}`,
    `/c/wheels/search?q=${marks[1]}`,
    ...pagesOf(base),
    ...["members?q=casey", "join?per=year", "new?kind=question", "manage/analytics?view=table"].map(
      (to) => `${base}/${to}`,
    ),
    ...planted.prices.map((price) => `${base}/join?price=${price}`),
    ...["interactions", "composition", "cohorts", "revenue"].map(
      (chart) => `${base}/manage/analytics/export?chart=${chart}`,
    ),
    "/",
    "/explore",
    "/home",
    "/me",
    "/me/security",
    "/me/billing",
    "/sign-in",
    "/open",
    "/dev/mail",
    "/sandbox/clock",
    "/sitemap.xml",
    "/robots.txt",
    "/api/health",
    "/api/auth/session",
    "/api/auth/providers",
  ];
  return { telling, all: [...new Set(all)] };
}
