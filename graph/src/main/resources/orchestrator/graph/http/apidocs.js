SwaggerUIBundle({
  // Another document of this server is shown with ?url=.
  url: new URLSearchParams(location.search).get("url") || "/apidocs/swagger.yaml",
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "list",
  displayRequestDuration: true,
  // It would send the document's address to somebody else.
  validatorUrl: null,
});
