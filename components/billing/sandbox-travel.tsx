import { ActionButton } from "@/components/ui/action-button";
import { ActionForm } from "@/components/ui/action-form";
import { Checkbox } from "@/components/ui/choice-fields";
import { SelectField, TextField } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { clearFaultsAction, setDeliveriesAction, setFaultAction } from "@/lib/billing/sandbox/actions/control";
import type { Words } from "@/lib/i18n/words";

interface Policy {
  hold: boolean;
  shuffle: boolean;
  copies: number;
  delayMs: number;
}

/** How the sandbox's webhooks travel from now on. */
export function SandboxTravel({ policy, words: { t } }: { policy: Policy; words: Words }) {
  return (
    <ActionForm action={setDeliveriesAction} className="grid gap-3 sm:grid-cols-2">
      <Checkbox name="hold" label={t("sandbox.control.travel.hold")} defaultChecked={policy.hold} />
      <Checkbox name="shuffle" label={t("sandbox.control.travel.shuffle")} defaultChecked={policy.shuffle} />
      <TextField
        name="copies"
        type="number"
        min={1}
        max={10}
        label={t("sandbox.control.travel.copies")}
        defaultValue={policy.copies}
      />
      <TextField
        name="delaySeconds"
        type="number"
        min={0}
        max={600}
        label={t("sandbox.control.travel.delay")}
        defaultValue={policy.delayMs / 1000}
      />
      <div>
        <SubmitButton variant="outline" busyLabel={t("sandbox.control.working")}>
          {t("sandbox.control.travel.save")}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

const paths = {
  "": "all",
  "POST checkout/sessions": "checkout",
  "POST subscriptions": "subscriptions",
  "POST refunds": "refunds",
  GET: "reading",
} as const;
const kinds = ["500", "503", "429", "402", "slow", "lost"] as const;

interface Fault {
  id: string;
  path: string;
  kind: string;
  times: number;
}

/** Failures still to come, and a form that asks for one. */
export function SandboxFaults({ faults, words: { t } }: { faults: readonly Fault[]; words: Words }) {
  const nameOfPath = (path: string) =>
    path in paths ? t(`sandbox.control.faults.paths.${paths[path as keyof typeof paths]}`) : path;
  const nameOfKind = (kind: string) =>
    t(`sandbox.control.faults.kinds.${kinds.find((each) => each === kind) ?? "500"}`);
  const working = t("sandbox.control.working");
  return (
    <div className="grid gap-4">
      {faults.length === 0 ? (
        <p className="text-ink-2">{t("sandbox.control.faults.none")}</p>
      ) : (
        <ul className="grid gap-1">
          {faults.map(({ id, path, kind, times }) => (
            <li key={id}>
              {t("sandbox.control.faults.waiting", { kind: nameOfKind(kind), times, path: nameOfPath(path) })}
            </li>
          ))}
        </ul>
      )}
      <ActionForm action={setFaultAction} className="grid gap-3 sm:grid-cols-3">
        <SelectField name="path" label={t("sandbox.control.faults.path")}>
          {Object.keys(paths).map((path) => (
            <option key={path} value={path}>
              {nameOfPath(path)}
            </option>
          ))}
        </SelectField>
        <SelectField name="kind" label={t("sandbox.control.faults.kind")}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {nameOfKind(kind)}
            </option>
          ))}
        </SelectField>
        <TextField
          name="times"
          type="number"
          min={1}
          max={100}
          label={t("sandbox.control.faults.times")}
          defaultValue={3}
        />
        <div>
          <SubmitButton variant="outline" busyLabel={working}>
            {t("sandbox.control.faults.set")}
          </SubmitButton>
        </div>
      </ActionForm>
      {faults.length > 0 ? (
        <ActionButton action={clearFaultsAction} fields={{}} busyLabel={working} variant="ghost">
          {t("sandbox.control.faults.clear")}
        </ActionButton>
      ) : null}
    </div>
  );
}
