"use client";

import dynamic from "next/dynamic";

/** recharts weighs about 100 KB and draws nothing on the server: only this page loads it, after its text is there. */
export const LazyInteractionChart = dynamic(() => import("./interaction-chart"), {
  ssr: false,
  loading: () => <div className="h-62" />,
});

export const LazyRevenueChart = dynamic(() => import("./revenue-chart"), {
  ssr: false,
  loading: () => <div className="h-97" />,
});
