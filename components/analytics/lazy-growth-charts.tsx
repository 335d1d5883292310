"use client";

import dynamic from "next/dynamic";

/** The drawing of the growth page, loaded after its text is there: see lazy-charts.tsx. */
export const LazyMemberChart = dynamic(() => import("./member-chart"), {
  ssr: false,
  loading: () => <div className="h-95" />,
});
