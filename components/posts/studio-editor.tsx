import type { Community, Topic } from "@/lib/communities/types";
import type { Words } from "@/lib/i18n/words";
import { writePostAction } from "@/lib/posts/actions";
import { studioKinds } from "@/lib/posts/schema";
import { StudioForm, type StudioFormProps } from "./studio-form";

interface StudioEditorProps extends Pick<StudioFormProps, "post" | "values" | "mayPublish" | "note"> {
  community: Community;
  topics: Topic[];
  planNames: ReadonlyMap<string, string>;
  words: Words;
}

/** The studio's form with its choices and words filled in. */
export function StudioEditor({ community, topics, planNames, words, ...form }: StudioEditorProps) {
  const { t } = words;
  const kinds = (studioKinds as readonly string[]).includes(form.values.kind)
    ? studioKinds
    : ([form.values.kind] as unknown as typeof studioKinds);
  const plans = [...planNames].map(([id, name]) => ({
    value: `benefit:${id}`,
    label: t("posts.studio.audienceOption.benefit", { name }),
  }));
  const audiences = [
    ...plans,
    ...(["public", "members", "purchase"] as const).map((value) => ({
      value,
      label: t(`posts.studio.audienceOption.${value}`),
    })),
  ];
  return (
    <StudioForm
      {...form}
      action={writePostAction}
      community={community.slug}
      kinds={kinds.map((value) => ({ value, label: t(`posts.kind.${value}`) }))}
      topics={topics.map(({ id, name }) => ({ value: id, label: name }))}
      audiences={audiences}
      words={{
        kind: t("posts.studio.kind"),
        title: t("posts.talk.title"),
        excerpt: t("posts.studio.excerpt"),
        excerptHelp: t("posts.studio.excerptHelp"),
        text: t("posts.studio.text"),
        textHelp: t("posts.studio.textHelp"),
        topic: t("posts.talk.topic"),
        noTopic: t("posts.talk.noTopic"),
        audience: t("posts.studio.audience"),
        price: t("posts.studio.price", { currency: community.currency }),
        priceHelp: t("posts.studio.priceHelp"),
        publishAt: t("posts.studio.publishAt", { zone: community.zone }),
        publishAtHelp: t("posts.studio.publishAtHelp"),
        save: t(form.mayPublish ? "posts.studio.save" : "posts.studio.saveChanges"),
        saving: t("posts.studio.saving"),
        publish: t("posts.studio.publish"),
        publishing: t("posts.studio.publishing"),
        preview: t("posts.studio.preview"),
        previewing: t("posts.studio.previewing"),
        previewTitle: t("posts.studio.previewTitle"),
        previewEmpty: t("posts.studio.previewEmpty"),
        payLine: t("posts.page.lockedHeading"),
      }}
    />
  );
}
