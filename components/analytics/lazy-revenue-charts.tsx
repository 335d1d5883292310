"use client";

import dynamic from "next/dynamic";

/** The drawing of the revenue page, loaded after its text is there: see lazy-charts.tsx. */
export const LazyMrrChart = dynamic(() => import("./mrr-chart"), {
  ssr: false,
  loading: () => <div className="h-97" />,
});
