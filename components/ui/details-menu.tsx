import type { ReactNode } from "react";
import { type ButtonLook, buttonClass } from "./button-class";
import { classNames } from "./class-names";

export interface DetailsMenuProps extends ButtonLook {
  label: ReactNode;
  /** Needed when the label is an icon. */
  ariaLabel?: string;
  /** Links, or forms with one button: give them the class `nav`. */
  children: ReactNode;
  /** Menus of one group close each other. */
  group?: string;
  align?: "start" | "end";
  className?: string;
}

/** A small menu in a row that opens without JavaScript. With it, CloseMenus closes it on Esc and outside clicks. */
export function DetailsMenu({
  label,
  ariaLabel,
  children,
  group,
  align = "end",
  variant = "ghost",
  size = "icon",
  className,
}: DetailsMenuProps) {
  return (
    <details className={classNames("details-menu", className)} name={group}>
      <summary className={buttonClass({ variant, size })} aria-label={ariaLabel}>
        {label}
      </summary>
      <div className={classNames("panel", align === "start" && "panel-start")}>{children}</div>
    </details>
  );
}
