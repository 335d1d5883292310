"use client";
import { useRouter } from "next/navigation";
import { startTransition, useEffect } from "react";

/** One listener for every Link of the page: plain clicks stay in the application, everything else is the browser's. */
export function SoftNavigation() {
  const router = useRouter();
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[data-soft]");
      if (!link || link.origin !== location.origin || (link.target && link.target !== "_self")) return;
      const isSamePage = link.pathname === location.pathname && link.search === location.search;
      if (isSamePage && link.hash) return;
      event.preventDefault();
      startTransition(() =>
        router.push(link.pathname + link.search + link.hash, { scroll: link.dataset.soft !== "stay" }),
      );
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [router]);
  return null;
}
