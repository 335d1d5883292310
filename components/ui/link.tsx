import type { ComponentProps } from "react";

export interface LinkProps extends Omit<ComponentProps<"a">, "href"> {
  href: string;
  /** False keeps the scroll position when only a part of the page changes (tabs, filters). */
  scroll?: boolean;
}

/**
 * A link within the application: a plain anchor that SoftNavigation turns into a client-side navigation. next/link
 * would be a client component per link, hydrated and prefetching: on a feed of 20 posts that was a third of the
 * page's cost (docs/performance.md).
 */
export function Link({ scroll = true, ...rest }: LinkProps) {
  return <a data-soft={scroll ? "" : "stay"} {...rest} />;
}
