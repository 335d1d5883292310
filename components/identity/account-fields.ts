import type { FieldSpec } from "@/components/ui/fields-form";
import type { Translate } from "@/lib/i18n/words";

/** What a new account is made of: a name, an address and a password. */
export function accountFields(t: Translate): FieldSpec[] {
  return [
    nameField(t),
    { kind: "email", name: "email", label: t("identity.field.email"), autoComplete: "email", maxLength: 254 },
    ...newPasswordFields(t, t("identity.field.password")),
  ];
}

export function nameField(t: Translate, defaultValue?: string): FieldSpec {
  return {
    kind: "text",
    name: "name",
    label: t("identity.field.name"),
    help: t("identity.field.nameHelp"),
    autoComplete: "name",
    maxLength: 60,
    defaultValue,
  };
}

/** A password to choose, typed twice. */
export function newPasswordFields(t: Translate, label = t("identity.field.newPassword")): FieldSpec[] {
  const common = { kind: "password", autoComplete: "new-password" } as const;
  return [
    { ...common, name: "password", label, help: t("identity.field.passwordHelp") },
    { ...common, name: "passwordAgain", label: t("identity.field.passwordAgain") },
  ];
}
