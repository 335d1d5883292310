"use client";
import { useEffect } from "react";

/**
 * Menus open without JavaScript; this lets them close as people expect. A followed link closes the popover it stands
 * in (the frame of the page may stay mounted), Esc and a press elsewhere close a details menu.
 */
export function CloseMenus() {
  useEffect(() => {
    const openMenus = () => document.querySelectorAll<HTMLDetailsElement>("details.details-menu[open]");
    const onClick = (event: MouseEvent) => {
      const target = event.target as Element | null;
      if (target?.closest("a[href]")) target.closest<HTMLElement>("[popover]")?.hidePopover?.();
      for (const menu of openMenus()) {
        if (!target || !menu.contains(target) || target.closest(".panel a[href]")) menu.open = false;
      }
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      for (const menu of openMenus()) {
        menu.open = false;
        menu.querySelector("summary")?.focus();
      }
    };
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("click", onClick);
      document.removeEventListener("keydown", onKey);
    };
  }, []);
  return null;
}
