import { ActionForm } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { Laptop, Smartphone } from "@/components/ui/icons";
import { SubmitButton } from "@/components/ui/submit-button";
import { Time } from "@/components/ui/time";
import type { Words } from "@/lib/i18n/words";
import { revokeSessionAction } from "@/lib/identity/actions";
import type { SessionRow } from "@/lib/identity/types";
import { deviceName } from "./device-name";

export interface SessionListProps {
  sessions: (SessionRow & { isThis: boolean })[];
  now: Date;
  words: Words;
}

/**
 * The browsers a person is signed in with; all but this one can be signed out here. One form around all rows: what it
 * says after a device was signed out stays, though that device's row is gone.
 */
export function SessionList({ sessions, now, words }: SessionListProps) {
  const { t, locale } = words;
  return (
    <ActionForm action={revokeSessionAction} className="[&_.notice]:mt-3">
      <ul className="card hair">
        {sessions.map((session) => {
          const { browser, system } = deviceName(session.userAgent);
          const known = browser && system ? t("identity.security.device", { browser, system }) : (browser ?? system);
          const device = known ?? t("identity.security.unknownDevice");
          const Icon = system === "iOS" || system === "Android" ? Smartphone : Laptop;
          return (
            <li key={session.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 p-4">
              <Icon className="size-5 text-ink-3" />
              <div className="min-w-0 flex-1 basis-56">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {device}
                  {session.isThis ? <Badge tone="accent">{t("identity.security.thisDevice")}</Badge> : null}
                </p>
                <p className="meta">
                  <span>{session.address}</span>
                  <span className="dot">
                    {t.rich("identity.security.seen", {
                      when: () => (
                        <Time
                          at={session.lastSeenAt}
                          now={now}
                          locale={locale}
                          zone="UTC"
                          justNow={t("common.time.justNow")}
                        />
                      ),
                    })}
                  </span>
                </p>
              </div>
              {session.isThis ? null : (
                <SubmitButton
                  name="session"
                  value={session.id}
                  variant="outline"
                  size="sm"
                  busyLabel={t("common.state.working")}
                  aria-label={t("identity.security.revokeNamed", { device })}
                >
                  {t("identity.security.revoke")}
                </SubmitButton>
              )}
            </li>
          );
        })}
      </ul>
    </ActionForm>
  );
}
