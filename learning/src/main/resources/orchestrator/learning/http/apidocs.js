SwaggerUIBundle({
  // Beside this script, wherever that is.
  url: new URL("openapi.yaml", document.currentScript.src).href,
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "list",
  displayRequestDuration: true,
  // It would send the document's address to somebody else.
  validatorUrl: null,
});
