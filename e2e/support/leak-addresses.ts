import type { Planted } from "./canaries";

const base = "/c/slow-query";

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
    ...[
      "members",
      "members?q=casey",
      "join",
      "join?per=year",
      "join/return",
      "join/change",
      "leave",
      "new",
      "new?kind=question",
    ].map((to) => `${base}/${to}`),
    ...planted.prices.map((price) => `${base}/join?price=${price}`),
    ...[
      "studio",
      "studio/new",
      "studio/import",
      "manage",
      "manage/plans",
      "manage/plans/new",
      "manage/plans/benefits",
      "manage/coupons",
      "manage/comps",
      "manage/orders",
      "manage/orders/checkouts",
      "manage/orders/export",
      "manage/refunds",
      "manage/disputes",
      "manage/payouts",
      "manage/ledger",
      "manage/payments",
      "manage/settings",
      "manage/analytics",
      "manage/analytics?view=table",
    ].map((to) => `${base}/${to}`),
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
