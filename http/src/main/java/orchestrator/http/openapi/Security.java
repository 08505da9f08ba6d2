package orchestrator.http.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Describes how a caller says who it is. */
final class Security {
  private Security() {}

  /** Adds the ways of which one is needed. */
  static void addTo(ObjectNode document) {
    ArrayNode ways = document.putArray("security");
    for (List<String> way :
        List.of(
            List.of("basic"),
            List.of("bearer"),
            List.of("basic", "channel"),
            List.of("bearer", "channel"),
            List.of("mspid", "channel"))) {
      ObjectNode needed = ways.addObject();
      way.forEach(needed::putArray);
    }
  }

  /** The ways one by one. */
  static ObjectNode schemes() {
    ObjectNode schemes = JsonNodeFactory.instance.objectNode();
    schemes
        .putObject("basic")
        .put("type", "http")
        .put("scheme", "basic")
        .put("description", "Name and password of an account, in UTF-8.");
    schemes
        .putObject("bearer")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "A token of an account, as `orchestrator account token` makes it.");
    header(
        schemes,
        "mspid",
        "The organization that calls. With an account it is known, and may only be the account's.");
    header(
        schemes, "channel", "The channel of the call. An account of one channel need not name it.");
    return schemes;
  }

  private static void header(ObjectNode schemes, String name, String description) {
    schemes
        .putObject(name)
        .put("type", "apiKey")
        .put("in", "header")
        .put("name", name)
        .put("description", description);
  }
}
