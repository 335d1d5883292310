import { ActionForm } from "@/components/ui/action-form";
import { ArrowDown, ArrowUp } from "@/components/ui/icons";
import { SubmitButton } from "@/components/ui/submit-button";
import { addTopicAction, moveTopicAction, renameTopicAction } from "@/lib/communities/actions";
import type { Topic } from "@/lib/communities/types";
import type { Words } from "@/lib/i18n/words";
import { TopicForm } from "./topic-form";

export interface TopicListProps {
  community: string;
  topics: Topic[];
  words: Words;
}

/** Topics in their order: each with its name and two buttons that move it, and a field for a new one. */
export function TopicList({ community, topics, words: { t } }: TopicListProps) {
  const saving = t("common.state.saving");
  return (
    <>
      {topics.length === 0 ? <p className="mt-3 text-ink-2">{t("communities.settings.noTopics")}</p> : null}
      <ol className="hair mt-3">
        {topics.map((topic, at) => (
          <li key={topic.id} className="flex flex-wrap items-start gap-2 py-3">
            <TopicForm
              action={renameTopicAction}
              community={community}
              topic={topic.id}
              id={`topic-${topic.id}`}
              value={topic.name}
              label={t("communities.settings.renameOf", { topic: topic.name })}
              hideLabel
              button={t("communities.settings.rename")}
              busy={saving}
            />
            <ActionForm action={moveTopicAction} hidden={{ community, topic: topic.id }} className="flex gap-1">
              {(["up", "down"] as const).map((direction) => {
                const Arrow = direction === "up" ? ArrowUp : ArrowDown;
                const isLast = at === (direction === "up" ? 0 : topics.length - 1);
                return (
                  <SubmitButton
                    key={direction}
                    variant="ghost"
                    size="icon"
                    name="direction"
                    value={direction}
                    disabled={isLast}
                    busyLabel=""
                    aria-label={t(`communities.settings.${direction}`, { topic: topic.name })}
                  >
                    <Arrow />
                  </SubmitButton>
                );
              })}
            </ActionForm>
          </li>
        ))}
      </ol>
      <div className="mt-5 max-w-100">
        <TopicForm
          action={addTopicAction}
          community={community}
          id="new-topic"
          value=""
          label={t("communities.settings.newTopic")}
          button={t("communities.settings.addTopic")}
          busy={saving}
        />
      </div>
    </>
  );
}
