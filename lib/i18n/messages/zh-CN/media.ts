import type en from "../en/media";

export default {
  markdown: {
    copy: "复制代码",
    table: "表格，可左右滚动",
    footnotes: "脚注",
    footnoteBack: "回到正文",
    alert: {
      note: "说明",
      tip: "提示",
      important: "重要",
      warning: "注意",
      caution: "警告",
    },
    warning: {
      "nested-too-deep": "列表或引用嵌套过深，已按纯文本显示：{detail}",
      "too-many-marks": "格式标记多到解析需要几分钟，已原样显示：{detail}",
      "html-too-deep": "HTML 嵌套过深，已按纯文本显示：{detail}",
      "unknown-tag": "{detail} 不是可识别的 HTML 标签，已按文本显示。",
      "unsafe-html": "正文不允许使用 {detail}，已移除。",
      "pay-line-hidden": "付费线要独占一行，且不能放在列表、引用或 HTML 里；这一条没有生效，全文都需付费。",
      "math-error": "公式无法识别，已按代码显示：{detail}",
      "code-too-long": "代码太长，没有着色：{detail}",
      "table-too-wide": "表格单元格过多，已按文本显示：{detail}",
      "image-without-alt": "图片缺少文字说明：{detail}",
      "image-refused": "图片地址不被允许，已略去：{detail}",
      unrenderable: "这段文字无法按 Markdown 解析，已原样显示：{detail}",
    },
  },
  refused: {
    type: "{name}：不支持这种文件。请使用 PNG、JPEG、WebP、GIF 或 AVIF。",
    damaged: "{name}：图片已损坏，无法读取。",
    pixels: "{name}：图片超过 4000 万像素。",
    size: "{name}：文件超过 {megabytes} MB。",
    svg: "{name}：这个 SVG 无法安全绘制，请导出为 PNG。",
    empty: "{name}：文件是空的。",
  },
} satisfies typeof en;
