import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

/** A frame that scrolls sideways and can be reached with the keyboard. `label` says what it holds. */
export function ScrollRegion({
  label,
  children,
  className,
}: {
  label: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: not every browser lets the keyboard scroll what cannot be focused (WCAG 2.1.1)
    <section className={classNames("scroll-x", className)} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

/** A table within such a frame. Numbers and their heads carry the class `r`; row heads are `<th scope="row">`. */
export function Table({ label, children, className, ...rest }: { label: string } & ComponentProps<"table">) {
  return (
    <ScrollRegion label={label}>
      <table className={classNames("t", className)} {...rest}>
        {children}
      </table>
    </ScrollRegion>
  );
}
