import { Download } from "@/components/ui/icons";
import { Pagination } from "@/components/ui/pagination";
import { Segmented } from "@/components/ui/tabs";
import type { Words } from "@/lib/i18n/words";
import type { PeopleQuery } from "@/lib/outreach/schema";
import { type ArmName, armNames } from "@/lib/outreach/types";
import type { ArmOutcome } from "@/lib/outreach/uplift";

interface PeoplePagesProps {
  query: PeopleQuery;
  arms: Record<ArmName, ArmOutcome>;
  next: string | null;
  /** The outreach's own address. */
  path: string;
  words: Words;
}

const armHref = (path: string, arm: ArmName) => (arm === "held" ? `${path}?arm=held` : path);

/** Which of both arms is listed, with how many are in it, and everybody as a file. */
export function PeopleBar({ query, arms, path, words: { t } }: PeoplePagesProps) {
  const shown = armNames.filter((arm) => arm === "reached" || arms[arm].chosen > 0);
  return (
    <div className="mt-8 flex flex-wrap items-center gap-3">
      <Segmented
        label={t("outreach.detail.armsLabel")}
        items={shown.map((arm) => ({
          href: armHref(path, arm),
          label: t(`outreach.detail.${arm === "held" ? "held" : "people"}`),
          count: arms[arm].chosen,
          current: arm === query.arm,
        }))}
      />
      <a
        href={`${path}/export`}
        className="btn btn-ghost btn-sm ml-auto"
        aria-label={t("outreach.detail.fileOf")}
        download
      >
        <Download />
        {t("outreach.file")}
      </a>
    </div>
  );
}

/** The way to the next people of the arm, and back to the first. */
export function PeoplePages({ query, next, path, words: { t } }: PeoplePagesProps) {
  const first = armHref(path, query.arm);
  const more = `${first}${query.arm === "held" ? "&" : "?"}after=${encodeURIComponent(next ?? "")}`;
  return (
    <Pagination
      older={next ? { href: more, label: t("outreach.list.more") } : undefined}
      newest={query.after ? { href: first, label: t("outreach.list.first") } : undefined}
    />
  );
}
