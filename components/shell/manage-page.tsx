import { requestWords } from "@/lib/i18n/request";
import { CommunityFrame, type CommunityFrameProps } from "./community-frame";
import type { Crumb } from "./types";

interface ManagePageProps extends Omit<CommunityFrameProps, "crumbs"> {
  /** What the page is for, below its heading. */
  intro?: string;
  /** The pages between the first page of management and this one. */
  above?: Crumb[];
}

/** A page of the community's management whose heading is its title. Like the frame it decides nothing about access. */
export async function ManagePage({ intro, above = [], children, ...frame }: ManagePageProps) {
  const { t } = await requestWords();
  const home = { href: `/c/${frame.community.slug}/manage`, label: t("common.nav.manage") };
  return (
    <CommunityFrame width="form" {...frame} crumbs={[home, ...above]}>
      <h1 className="text-2xl">{frame.title}</h1>
      {intro ? <p className="mt-1 text-ink-2">{intro}</p> : null}
      {children}
    </CommunityFrame>
  );
}
