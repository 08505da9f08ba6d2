package orchestrator.http.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.nio.charset.StandardCharsets;

/**
 * Makes the document of OpenAPI 3.1 that describes the API over HTTP, of the .proto files: a path
 * for each rule of google.api.http, a schema for each message, the comments as descriptions.
 */
final class OpenApiDocument {
  private static final String DESCRIPTION =
      """
      Orchestrates computations that several organizations share without sharing their data.

      The same API is served by gRPC. JSON is protobuf's: fields may be written in lowerCamelCase \
      or as in the .proto files, numbers of 64 bits are texts, times are texts of RFC 3339. \
      Fields that are unknown are refused.

      Lists come in pages: `nextPageToken` of one is `page_token` of the next, whose address the \
      header Link names.

      A server with accounts wants a name and password, or a bearer token; one without, which is \
      reached on its own machine only, wants the headers `mspid` and `channel`. What cannot send \
      headers may send the parameters `organization` and `channel` instead.
      """;

  private OpenApiDocument() {}

  /**
   * The document in UTF-8: the same bytes each time.
   *
   * @param version of the product
   */
  static byte[] bytes(String version) {
    return json(ApiFiles.load(), version).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode json(ApiFiles files, String version) {
    Comments comments = new Comments(files);
    Schemas schemas = new Schemas(comments);
    Operations operations = new Operations(comments, schemas);
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.0");
    ObjectNode info = document.putObject("info");
    info.put("title", "Orchestrator").put("version", version).put("description", DESCRIPTION);
    info.putObject("license").put("name", "Apache 2.0").put("identifier", "Apache-2.0");
    // Where the document itself comes from.
    document.putArray("servers").addObject().put("url", "/");
    ArrayNode tags = document.putArray("tags");
    ObjectNode paths = document.putObject("paths");
    for (ServiceDescriptor service : files.services()) {
      tags.add(
          Schemas.describe(
              JsonNodeFactory.instance.objectNode().put("name", Operations.tag(service.getName())),
              comments.of(service)));
      service.getMethods().forEach(rpc -> operations.add(rpc, paths));
    }
    schemas.put("Problem", Problems.schema());
    Security.addTo(document);
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas.components());
    components.set("responses", Problems.responses());
    components.set("headers", Problems.headers());
    components.set("securitySchemes", Security.schemes());
    return document;
  }
}
