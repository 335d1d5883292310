"use client";
import { useActionState } from "react";
import { ChoiceGroup, RadioCard } from "@/components/ui/choice-fields";
import { SelectField, TextArea, TextField } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormAction, idleForm } from "@/lib/platform/form-state";

export interface TalkFormWords {
  kindLabel: string;
  discussion: string;
  discussionHelp: string;
  question: string;
  questionHelp: string;
  title: string;
  titleHelp: string;
  text: string;
  textHelp: string;
  topic: string;
  noTopic: string;
  audience: string;
  members: string;
  everyone: string;
  send: string;
  sending: string;
}

interface TalkFormProps {
  action: FormAction;
  community: string;
  kind: "discussion" | "question";
  topics: { id: string; name: string }[];
  words: TalkFormWords;
}

/** Starts a discussion or asks a question. What was typed stays when the form comes back with a sentence. */
export function TalkForm({ action, community, kind, topics, words }: TalkFormProps) {
  const [state, submit] = useActionState(action, idleForm);
  const { values = {}, fields = {} } = state;
  return (
    <form action={submit} className="grid gap-5">
      <FormMessage tone="danger">{state.status === "refused" ? state.message : null}</FormMessage>
      <input type="hidden" name="community" value={community} />
      <ChoiceGroup id="kind" label={words.kindLabel} className="sm:grid-cols-2">
        <RadioCard
          name="kind"
          value="discussion"
          title={words.discussion}
          defaultChecked={(values.kind ?? kind) === "discussion"}
        >
          {words.discussionHelp}
        </RadioCard>
        <RadioCard
          name="kind"
          value="question"
          title={words.question}
          defaultChecked={(values.kind ?? kind) === "question"}
        >
          {words.questionHelp}
        </RadioCard>
      </ChoiceGroup>
      <TextField
        name="title"
        label={words.title}
        help={words.titleHelp}
        error={fields.title}
        defaultValue={values.title}
        required
        maxLength={140}
      />
      <TextArea
        name="text"
        label={words.text}
        help={words.textHelp}
        error={fields.text}
        defaultValue={values.text}
        required
        rows={12}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField name="topic" label={words.topic} defaultValue={values.topic ?? ""}>
          <option value="">{words.noTopic}</option>
          {topics.map((topic) => (
            <option key={topic.id} value={topic.id}>
              {topic.name}
            </option>
          ))}
        </SelectField>
        <SelectField name="audience" label={words.audience} defaultValue={values.audience ?? "members"}>
          <option value="members">{words.members}</option>
          <option value="public">{words.everyone}</option>
        </SelectField>
      </div>
      <div>
        <SubmitButton busyLabel={words.sending}>{words.send}</SubmitButton>
      </div>
    </form>
  );
}
