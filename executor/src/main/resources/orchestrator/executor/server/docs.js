SwaggerUIBundle({
  // Another document of this server may be named; the page's policy lets none of elsewhere in.
  url: new URLSearchParams(location.search).get("url") || "swagger.yaml",
  dom_id: "#api",
  docExpansion: "list",
  displayRequestDuration: true,
  // It would send the document's address to somebody else.
  validatorUrl: null,
});
