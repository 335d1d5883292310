import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button-class";
import { Link, type LinkProps } from "./link";

/** A button. `type` is "button" unless said otherwise; to send a form with a busy state use SubmitButton. */
export function Button({
  variant,
  size,
  wrap,
  className,
  type = "button",
  ...rest
}: ButtonLook & ComponentProps<"button">) {
  return <button type={type} className={buttonClass({ variant, size, wrap }, className)} {...rest} />;
}

/** A link that looks like a button: for going somewhere, never for changing something. */
export function ButtonLink({ variant, size, wrap, className, ...rest }: ButtonLook & LinkProps) {
  return <Link className={buttonClass({ variant, size, wrap }, className)} {...rest} />;
}
