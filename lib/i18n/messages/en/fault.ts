/** What the error pages say. A file of its own: those pages run in the browser and carry both languages. */
export default {
  title: "This page could not be shown",
  body: "Something broke on our side. What you saved before is safe. Try again; if it stays broken, tell the operator and quote the number below.",
  reference: "Reference",
  retry: "Try again",
  home: "Go to the start page",
};
