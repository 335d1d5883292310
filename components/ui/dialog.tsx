"use client";
import { X } from "@/components/ui/icons";
import { type ReactNode, useId, useRef } from "react";
import { type ButtonLook, buttonClass } from "./button-class";

export interface DialogProps {
  /** The question the dialog asks; also its accessible name. */
  title: string;
  /** What opens it. With `href` it is a link to a page that asks the same without JavaScript. */
  trigger: ButtonLook & { label: ReactNode; ariaLabel?: string; href?: string; className?: string };
  closeLabel: string;
  children: ReactNode;
  /** The row of buttons, the least destructive first: it receives the focus. A button with `data-close` closes. */
  footer?: ReactNode;
  /** False keeps Esc and the backdrop from closing it, for unsaved text. Default true. */
  dismissible?: boolean;
}

/** A native modal dialog. The browser traps the focus and gives it back to the opener. */
export function Dialog({ title, trigger, closeLabel, children, footer, dismissible = true }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const look = { className: buttonClass(trigger, trigger.className), "aria-label": trigger.ariaLabel };
  const open = () => dialog.current?.showModal();
  return (
    <>
      {trigger.href ? (
        <a
          {...look}
          href={trigger.href}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            open();
          }}
        >
          {trigger.label}
        </a>
      ) : (
        <button {...look} type="button" aria-haspopup="dialog" onClick={open}>
          {trigger.label}
        </button>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes natively; the click listens for the backdrop */}
      <dialog
        ref={dialog}
        className="dialog"
        aria-labelledby={titleId}
        onCancel={(event) => {
          if (!dismissible) event.preventDefault();
        }}
        onClick={(event) => {
          const target = event.target as Element;
          const backdrop = dismissible && target === dialog.current;
          if (backdrop || target.closest("[data-close]")) dialog.current?.close();
        }}
      >
        <div className="p-5">
          <div className="flex items-start gap-3">
            <h2 id={titleId} className="flex-1 text-lg">
              {title}
            </h2>
            <button
              type="button"
              data-close
              className="btn btn-ghost btn-icon -mt-1 -mr-2 order-last"
              aria-label={closeLabel}
            >
              <X />
            </button>
          </div>
          <div className="mt-1.5 text-ink-2">{children}</div>
          {footer ? <div className="mt-4 flex flex-wrap justify-end gap-2">{footer}</div> : null}
        </div>
      </dialog>
    </>
  );
}
