"use client";

import dynamic from "next/dynamic";

/** The drawings of the activity and content pages, loaded after their text is there: see lazy-charts.tsx. */
export const LazyKindsChart = dynamic(() => import("./kinds-chart"), {
  ssr: false,
  loading: () => <div className="h-62" />,
});

export const LazyPeopleChart = dynamic(() => import("./people-chart"), {
  ssr: false,
  loading: () => <div className="h-62" />,
});
