import { ActionForm } from "@/components/ui/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Words } from "@/lib/i18n/words";
import { changeRoleAction } from "@/lib/members/actions";
import { mayChangeRole } from "@/lib/members/policy";
import { givenRoles, type Role } from "@/lib/members/schema";
import type { MemberRow } from "@/lib/members/types";

export interface RoleFormProps {
  community: string;
  member: MemberRow;
  /** Who is looking: what they may not give is not offered. */
  actor: { memberId: string; role: Role };
  words: Words;
}

/** A select and a button, so that it works without JavaScript; plain text where nothing may be changed. */
export function RoleForm({ community, member, actor, words: { t } }: RoleFormProps) {
  const offered = givenRoles.filter((role) => role === member.role || mayChangeRole(actor, member, role));
  const mayChange = offered.some((role) => role !== member.role);
  if (!mayChange) return <span className="text-ink-2">{t(`common.role.${member.role}`)}</span>;
  return (
    <ActionForm
      action={changeRoleAction}
      hidden={{ community, member: member.memberId }}
      className="flex flex-wrap items-center gap-2"
    >
      <span className="select">
        <select
          // A changed role is the new default: without the key the browser would keep what it showed.
          key={member.role}
          name="role"
          className="input min-w-28"
          defaultValue={member.role}
          aria-label={t("members.roles.roleOf", { name: member.name })}
        >
          {offered.map((role) => (
            <option key={role} value={role}>
              {t(`common.role.${role}`)}
            </option>
          ))}
        </select>
      </span>
      <SubmitButton
        variant="outline"
        size="sm"
        busyLabel={t("common.state.saving")}
        aria-label={t("members.roles.changeOf", { name: member.name })}
      >
        {t("members.roles.change")}
      </SubmitButton>
    </ActionForm>
  );
}
