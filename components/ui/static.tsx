import type { ComponentProps } from "react";
import { staticHtml } from "./static-html";
import { Html } from "./text";

/**
 * Children that never change in the browser, sent as text. They may not hold client components or server actions.
 * The element itself takes no part in the layout unless it is given a class.
 */
export function Static({ children, className = "contents", ...attributes }: ComponentProps<"div">) {
  return <Html html={staticHtml(children)} className={className} {...attributes} />;
}
