import type { ReactNode } from "react";
import { CircleCheck, OctagonAlert } from "@/components/ui/icons";

/**
 * What became of a form. Success is a status, failure an alert, both in place. Render it always and fill it later:
 * screen readers announce what changes inside a region they already know.
 */
export function FormMessage({ tone, children }: { tone: "success" | "danger"; children?: ReactNode }) {
  const Icon = tone === "success" ? CircleCheck : OctagonAlert;
  return (
    <div role={tone === "success" ? "status" : "alert"}>
      {children ? (
        <div className={`notice notice-${tone}`}>
          <Icon />
          <div className="min-w-0 flex-1">{children}</div>
        </div>
      ) : null}
    </div>
  );
}
