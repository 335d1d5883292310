import type { ReactNode } from "react";
import { CircleCheck, FlaskConical, type Icon, Info, OctagonAlert, TriangleAlert } from "@/components/ui/icons";
import { classNames } from "./class-names";

export type NoticeTone = "info" | "success" | "warning" | "danger" | "demo";

const icons: Record<NoticeTone, Icon> = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: OctagonAlert,
  demo: FlaskConical,
};

export interface NoticeProps {
  tone?: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** A sentence that belongs to the page: what is so, what needs attention. It is not announced; see FormMessage. */
export function Notice({ tone = "info", title, children, action, className }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={classNames("notice", `notice-${tone}`, className)}>
      <Icon />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children}
      </div>
      {action ? <div className="flex-none">{action}</div> : null}
    </div>
  );
}
