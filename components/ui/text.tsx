import { headers } from "next/headers";
import type { ComponentProps } from "react";
import { documentHeader, putAside } from "@/lib/platform/page-text";
import { KeptText, type PageText } from "./kept-text";

/** Makes finished HTML ready for a client component: sent once when this is a whole document, in full otherwise. */
export async function pageText(html: string): Promise<PageText> {
  const kept = putAside((await headers()).get(documentHeader), html);
  return kept ? { kept } : { html };
}

interface HtmlProps extends ComponentProps<"div"> {
  html: string;
}

/** A `div` filled with finished, safe HTML. */
export async function Html({ html, ...attributes }: HtmlProps) {
  return <KeptText text={await pageText(html)} {...attributes} />;
}
