/** The spellings in which one page can be asked for: by a browser, by Next’s router, and by whoever tries doors. */
export interface Shape {
  name: string;
  headers?: Record<string, string>;
  method?: string;
  spell?: (path: string) => string;
}

const routerTree = encodeURIComponent(
  JSON.stringify([
    "",
    {
      children: [
        "c",
        {
          children: [
            ["community", "slow-query", "d", null],
            { children: ["(commons)", { children: ["__PAGE__", {}] }] },
          ],
        },
      ],
    },
  ]),
);
export const plain: Shape = { name: "HTML" };
export const flight: Shape = { name: "RSC", headers: { rsc: "1" }, spell: (to) => withQuery(to, "_rsc=1a2b3") };
export const otherShapes: Shape[] = [
  { name: "prefetch", headers: { rsc: "1", "next-router-prefetch": "1" } },
  { name: "full prefetch", headers: { rsc: "1", "next-router-prefetch": "2" } },
  { name: "purpose: prefetch", headers: { purpose: "prefetch", "sec-purpose": "prefetch" } },
  {
    name: "segment prefetch",
    headers: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  },
  {
    name: "segment prefetch of the page",
    headers: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/__PAGE__" },
  },
  { name: "layouts loaded", headers: { rsc: "1", "next-router-state-tree": routerTree } },
  { name: ".rsc", spell: (to) => withSuffix(to, ".rsc") },
  { name: ".segments", spell: (to) => withSuffix(to, ".segments/_tree.segment.rsc") },
  { name: "HEAD", method: "HEAD" },
  { name: "OPTIONS", method: "OPTIONS" },
  { name: "trailing slash", spell: (to) => withSuffix(to, "/") },
  { name: "upper case", spell: (to) => to.replace(/^[^?]+/, (one) => one.toUpperCase()) },
  { name: "percent-encoded", spell: (to) => to.replace("slow-query", "%73low%2Dquery") },
  { name: "encoded slash", spell: (to) => to.replace("/slow-query/", "/slow-query%2F") },
  { name: "dot segments", spell: (to) => to.replace("/c/", "/c/wheels/../") },
  { name: "encoded dot segments", spell: (to) => to.replace("/c/", "/c/wheels/%2e%2e/") },
  { name: "double slash", spell: (to) => to.replace("/slow-query/", "//slow-query//") },
  {
    name: "middleware header",
    headers: {
      "x-middleware-subrequest": "middleware:middleware:middleware",
      "x-matched-path": "/c/slow-query/studio",
    },
  },
  { name: "nxtP parameter", spell: (to) => withQuery(to, "nxtPcommunity=slow-query&nxtPslug=story-of-plan") },
  { name: "JSON", headers: { accept: "application/json" } },
  { name: "compressed", headers: { "accept-encoding": "identity;q=0.1", "x-forwarded-host": "evil.example" } },
];

const withQuery = (to: string, query: string) => `${to}${to.includes("?") ? "&" : "?"}${query}`;
const withSuffix = (to: string, suffix: string) => to.replace(/^[^?]+/, (one) => one.replace(/\/$/, "") + suffix);
