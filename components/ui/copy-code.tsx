"use client";
import { useEffect, useRef, useState } from "react";

/**
 * Makes the copy buttons of a page's code blocks work: one listener for all. The buttons come hidden with the stored
 * HTML, because without JavaScript they could do nothing. Render it once, after the text.
 */
export function CopyCode({ copy, copied }: { copy: string; copied: string }) {
  const [announced, announce] = useState("");
  const timer = useRef<number | undefined>(undefined);

  useEffect(() => {
    // Browsers offer the clipboard on https and localhost only; elsewhere the buttons stay hidden.
    if (!navigator.clipboard) return;
    const show = () => {
      for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy][hidden]")) {
        button.textContent = copy;
        button.removeAttribute("aria-label");
        button.hidden = false;
      }
    };
    const onClick = async (event: MouseEvent) => {
      const button = (event.target as Element | null)?.closest<HTMLButtonElement>("button[data-copy]");
      const code = button?.closest("figure")?.querySelector("pre");
      if (!button || !code) return;
      try {
        await navigator.clipboard.writeText(code.textContent ?? "");
      } catch {
        return;
      }
      button.textContent = copied;
      announce(copied);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        announce("");
        for (const each of document.querySelectorAll("button[data-copy]")) each.textContent = copy;
      }, 2000);
    };
    show();
    // Comments and previews arrive later, with blocks of their own.
    const arrivals = new MutationObserver(show);
    arrivals.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("click", onClick);
    return () => {
      arrivals.disconnect();
      document.removeEventListener("click", onClick);
      window.clearTimeout(timer.current);
    };
  }, [copy, copied]);

  return (
    <span role="status" className="sr-only">
      {announced}
    </span>
  );
}
