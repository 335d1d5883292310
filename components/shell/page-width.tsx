import type { ReactNode } from "react";

/** feed 720 and rail 288 · article 680 and rail 232 · wide 1200 (tables, charts) · form 720 (settings). */
export type Width = "feed" | "article" | "wide" | "form";

const frames: Record<Width, string> = { feed: "max-w-280", article: "max-w-250", wide: "max-w-312", form: "max-w-192" };
const columns: Record<Width, string> = { feed: "xl:max-w-180", article: "lg:max-w-170", wide: "", form: "" };
const rails: Record<Width, string> = { feed: "w-72", article: "w-58", wide: "w-72", form: "w-72" };

export interface PageWidthProps {
  width: Width;
  banner?: ReactNode;
  rail?: { label: string; content: ReactNode };
  children: ReactNode;
}

/** The main landmark and, from 1280 px, the rail beside it. */
export function PageWidth({ width, banner, rail, children }: PageWidthProps) {
  return (
    <div className={`mx-auto flex w-full flex-1 gap-12 px-4 pt-5 pb-12 md:px-6 lg:pt-8 ${frames[width]}`}>
      <main
        id="main"
        tabIndex={-1}
        className={`min-w-0 flex-1 ${rail ? columns[width] : width === "article" ? "mx-auto max-w-170" : ""}`}
      >
        {banner ? <div className="mb-5">{banner}</div> : null}
        {children}
      </main>
      {rail ? (
        <aside className={`hidden flex-none flex-col gap-8 pt-1 xl:flex ${rails[width]}`} aria-label={rail.label}>
          {rail.content}
        </aside>
      ) : null}
    </div>
  );
}
