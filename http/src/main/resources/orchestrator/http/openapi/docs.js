// What it shows, and how, the page says beside this script.
const { document: own, models, others } = document.currentScript.dataset;
// The page's policy lets none of elsewhere in.
const other = others === "true" && new URLSearchParams(location.search).get("url");
SwaggerUIBundle({
  url: other || own,
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: Number(models),
  displayRequestDuration: true,
  // It would send the document's address to somebody else.
  validatorUrl: null,
});
