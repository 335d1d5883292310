"use client";
import { usePathname } from "next/navigation";
import { useEffect } from "react";

/** Less than this in front of somebody is no reading to the end, however short the text. */
const readingMs = 8000;
/** True until the first page of this document has been told of: only that one was reached from somewhere else. */
let isFirst = true;

/**
 * Tells our own server that this page was looked at, and how far its text. Nothing is sent for whoever refuses, nothing
 * before the page is really in front of somebody, and no address: lib/sightings says what is kept.
 */
export function CountView({ slug }: { slug: string }) {
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another page, in the same component
  useEffect(() => {
    const { globalPrivacyControl } = navigator as { globalPrivacyControl?: boolean };
    if (globalPrivacyControl || navigator.doNotTrack === "1") return;
    const text = document.querySelector<HTMLElement>("[data-post]");
    const post = text?.dataset.post;
    const send = (facts: object) => navigator.sendBeacon(`/c/${slug}/seen`, JSON.stringify({ post, ...facts }));
    let began = 0;
    let furthest = 0;
    let told = 0;
    const tell = () => {
      const completed = furthest > 99 && Date.now() - began >= readingMs;
      const progress = completed ? 100 : Math.min(furthest, 99);
      if (progress <= told) return;
      told = progress;
      send({ progress, completed });
    };
    const observer = new IntersectionObserver(
      (entries) => {
        furthest = Math.max(furthest, Math.round(entries.at(-1)!.intersectionRatio * 100));
        if (furthest > 99) timers.push(setTimeout(tell, Math.max(0, readingMs + began - Date.now())));
      },
      // As if the window went on upwards for ever: what is visible is then all that has been on the screen so far.
      { rootMargin: "9999999px 0px 0px 0px", threshold: [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1] },
    );
    const look = () => {
      if (document.visibilityState === "hidden") return tell();
      if (began) return;
      began = Date.now();
      send(isFirst ? origin() : {});
      isFirst = false;
      if (text) observer.observe(text);
    };
    const timers = [setTimeout(look)];
    document.addEventListener("visibilitychange", look);
    return () => {
      tell();
      for (const timer of timers) clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener("visibilitychange", look);
    };
  }, [slug, path]);
  return null;
}

/** Where the first page of this document was reached from: a host, and the campaign its address names. */
function origin(): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(location.search))
    if (/^utm_(source|medium|campaign)$/.test(name)) facts[name] = value.slice(0, 300);
  const host = document.referrer.split("/")[2];
  return host ? { ...facts, referrer: host } : facts;
}
