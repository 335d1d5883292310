import type en from "../en/search";

export default {
  title: "搜索",
  heading: "「{query}」的结果",
  label: "想找什么？",
  go: "搜索",
  count: "{count, plural, =0 {没有结果} other {# 条结果}}",
  none: "没有找到「{query}」。",
  noneTip: "试试更短的词，或直接提问。",
  start: "输入一个词、函数名或一句话。",
  ask: "提一个问题",
} satisfies typeof en;
