"use client";
import type { ComponentProps, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonLook, buttonClass } from "./button-class";

export interface SubmitButtonProps extends ButtonLook, Omit<ComponentProps<"button">, "type" | "children"> {
  children: ReactNode;
  /** The verb while the form is on its way: "Saving". */
  busyLabel: string;
}

/**
 * Sends its form. While the answer is awaited it keeps its width and its focus, says so to screen readers and ignores
 * further presses. Of several buttons in one form only the pressed one (by name and value) shows as busy.
 */
export function SubmitButton({
  children,
  busyLabel,
  variant = "primary",
  size,
  wrap,
  className,
  onClick,
  ...rest
}: SubmitButtonProps) {
  const { pending, data } = useFormStatus();
  const pressed = !rest.name || data?.get(rest.name) === String(rest.value ?? "");
  const busy = pending && pressed;
  return (
    <button
      {...rest}
      type="submit"
      className={buttonClass({ variant, size, wrap }, className)}
      aria-busy={busy || undefined}
      aria-disabled={pending || rest["aria-disabled"] || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault();
        else onClick?.(event);
      }}
    >
      <span className="btn-faces">
        <span data-off={busy || undefined}>{children}</span>
        <span data-off={busy ? undefined : true} aria-hidden={!busy}>
          <span className="spinner" aria-hidden="true" />
          {busyLabel}
        </span>
      </span>
    </button>
  );
}
