"use client";

import dynamic from "next/dynamic";

/** As components/analytics/lazy-charts.tsx: recharts comes after the text, into a place of the same height. */
export const LazyNpsChart = dynamic(() => import("./nps-chart"), {
  ssr: false,
  loading: () => <div className="h-56" />,
});

export const LazyReasonsChart = dynamic(() => import("./reasons-chart"), {
  ssr: false,
  loading: () => <div className="h-72" />,
});
