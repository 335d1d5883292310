import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { UserRoundX } from "@/components/ui/icons";
import { shortDate } from "@/components/ui/relative-time";
import type { Viewer } from "@/lib/access/types";
import type { Words } from "@/lib/i18n/words";
import { hasRole } from "@/lib/members/schema";
import type { MemberProfile } from "@/lib/members/types";

export interface MemberHeaderProps {
  member: MemberProfile;
  viewer: Viewer;
  zone: string;
  base: string;
  words: Words;
}

/** Name, role, since when, what they say of themselves. Of who has left only the name remains. */
export function MemberHeader({ member, viewer, zone, base, words }: MemberHeaderProps) {
  const { t, locale } = words;
  const hasLeft = member.leftAt !== null;
  const isOwn = viewer.membership?.memberId === member.memberId;
  const runsPlace = viewer.membership ? hasRole(viewer.membership.role, "admin") : false;
  const joined = t("members.profile.joined", { date: shortDate(member.joinedAt, viewer.at, locale, zone) });
  return (
    <div className="flex flex-wrap items-start gap-4">
      <Avatar id={member.userId} name={member.name} size={56} />
      <div className="min-w-0 flex-1 basis-60">
        <h1 className="flex flex-wrap items-center gap-x-2.5 text-2xl">
          {member.name}
          {hasLeft ? null : <Badge tone="line">{t(`common.role.${member.role}`)}</Badge>}
        </h1>
        <p className="meta">
          <span>@{member.handle}</span>
          {hasLeft ? (
            <span className="inline-flex items-center gap-1">
              <UserRoundX />
              {t("members.profile.left")}
            </span>
          ) : (
            <span className="dot">{joined}</span>
          )}
        </p>
        {hasLeft ? (
          <p className="mt-3 text-ink-2">{t("members.profile.leftTip")}</p>
        ) : (
          <p className={`mt-3 max-w-150 whitespace-pre-line ${member.bio ? "" : "text-ink-3"}`}>
            {member.bio || t("members.profile.noBio")}
          </p>
        )}
        <div className="mt-4 flex flex-wrap gap-2 empty:hidden">
          {isOwn ? (
            <ButtonLink href="/me" size="sm">
              {t("members.profile.edit")}
            </ButtonLink>
          ) : null}
          {isOwn && member.role !== "owner" ? (
            <ButtonLink href={`${base}/leave`} size="sm" variant="ghost">
              {t("members.profile.leave")}
            </ButtonLink>
          ) : null}
          {runsPlace && !isOwn && !hasLeft ? (
            <ButtonLink href={`${base}/manage/members?q=${encodeURIComponent(member.handle)}`} size="sm">
              {t("members.profile.manage")}
            </ButtonLink>
          ) : null}
        </div>
      </div>
    </div>
  );
}
