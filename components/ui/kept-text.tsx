"use client";
import { type ComponentProps, createElement, useState } from "react";
import { textAside } from "@/lib/platform/page-text";

/** HTML as a page hands it to the browser: in full, or as the key of what already stands in the document. */
export type PageText = { html: string } | { kept: string };

/** What was found in the document, for pages that come back from the router's memory after one has left them. */
const found = new Map<string, string>();

/** The HTML itself: on the server from where the page put it, in the browser from the document. */
function resolve(text: PageText): string {
  if ("html" in text) return text.html;
  if (typeof document === "undefined") return textAside(text.kept);
  let html = found.get(text.kept);
  if (html === undefined) {
    html = document.querySelector(`[data-kept="${text.kept}"]`)?.innerHTML ?? "";
    found.set(text.kept, html);
  }
  return html;
}

/** True when two texts give the same elements: browsers write HTML back a little differently than it was sent. */
function isSame(shown: string, next: string): boolean {
  const template = document.createElement("template");
  template.innerHTML = next;
  return template.innerHTML === shown;
}

/**
 * The attributes that show `text` inside an element. A refresh that brings the same text again leaves the elements
 * alone, and with them what is focused, open or scrolled.
 */
export function useKeptText(text: PageText) {
  const next = resolve(text);
  const [shown, show] = useState(next);
  const html = shown === next || isSame(shown, next) ? shown : next;
  if (html !== shown) show(html);
  return {
    "data-kept": "kept" in text ? text.kept : undefined,
    suppressHydrationWarning: true,
    dangerouslySetInnerHTML: { __html: html },
  };
}

interface KeptTextProps extends ComponentProps<"div"> {
  text: PageText;
  as?: "div" | "ol" | "section" | "article";
}

/** An element filled with finished HTML. Pages use components/ui/text.tsx, which decides how it travels. */
export function KeptText({ text, as = "div", ...attributes }: KeptTextProps) {
  return createElement(as, { ...attributes, ...useKeptText(text) });
}
