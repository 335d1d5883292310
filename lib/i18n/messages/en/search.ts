export default {
  title: "Search",
  heading: "Results for “{query}”",
  label: "What are you looking for?",
  go: "Search",
  count: "{count, plural, =0 {Nothing found} one {# result} other {# results}}",
  none: "Nothing for “{query}”.",
  noneTip: "Try fewer or shorter words, or ask it as a question.",
  start: "Type a word, a name of a function, or a phrase.",
  ask: "Ask a question",
};
