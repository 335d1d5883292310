export default {
  markdown: {
    copy: "Copy code",
    table: "Table, scrolls sideways",
    footnotes: "Footnotes",
    footnoteBack: "Back to the text",
    alert: {
      note: "Note",
      tip: "Tip",
      important: "Important",
      warning: "Warning",
      caution: "Caution",
    },
    warning: {
      "nested-too-deep": "Lists or quotes nested too deeply are shown as plain text: {detail}",
      "too-many-marks":
        "So many formatting marks that reading them would take minutes; they are shown as they are: {detail}",
      "html-too-deep": "HTML nested too deeply is shown as plain text: {detail}",
      "unknown-tag": "{detail} is no HTML tag we know; it is shown as text.",
      "unsafe-html": "{detail} is not allowed in texts and was removed.",
      "pay-line-hidden":
        "The pay line must stand on a line of its own outside of lists, quotes and HTML; this one was ignored, and the whole text is paid.",
      "math-error": "This formula cannot be read and is shown as code: {detail}",
      "code-too-long": "A code block is too long for colours: {detail}",
      "table-too-wide": "A table with too many cells is shown as text: {detail}",
      "image-without-alt": "This image has no description: {detail}",
      "image-refused": "An image was left out because its address is not allowed: {detail}",
      unrenderable: "This text could not be read as Markdown and is shown as it is: {detail}",
    },
  },
  refused: {
    type: "{name}: this kind of file is not accepted. Use PNG, JPEG, WebP, GIF or AVIF.",
    damaged: "{name}: the image is damaged and cannot be read.",
    pixels: "{name}: the image has more than 40 million pixels.",
    size: "{name}: the file is larger than {megabytes} MB.",
    svg: "{name}: this SVG cannot be drawn safely. Export it as PNG.",
    empty: "{name}: the file is empty.",
  },
};
