import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** Five figures as the cells of one card: side by side on a wide screen, by twos (the last alone) on a narrow one. */
export function FigureStrip({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <dl className={classNames("strip grid-cols-2 xl:grid-cols-5 max-xl:[&>*:last-child]:col-span-2", className)}>
      {children}
    </dl>
  );
}
