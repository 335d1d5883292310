import { classNames } from "./class-names";

export type ButtonVariant = "primary" | "outline" | "ghost" | "danger" | "danger-outline";
export type ButtonSize = "sm" | "md" | "lg" | "icon";

export interface ButtonLook {
  /** One primary per view. Default: outline. */
  variant?: ButtonVariant;
  /** 30, 36 or 44 px high; `icon` is a 32 px square and needs `aria-label`. Default: md. */
  size?: ButtonSize;
  /** Lets a long label wrap instead of widening a narrow page. */
  wrap?: boolean;
}

/** The classes of a button, for elements that are not one of the button components. */
export function buttonClass({ variant = "outline", size = "md", wrap }: ButtonLook = {}, extra?: string): string {
  return classNames("btn", `btn-${variant}`, size !== "md" && `btn-${size}`, wrap && "btn-wrap", extra);
}
