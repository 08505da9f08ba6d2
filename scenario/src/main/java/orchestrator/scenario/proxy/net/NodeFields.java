package orchestrator.scenario.proxy.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Reads what a node registered with; whatever is wrong is told with the field's name, and without
 * its value, which may be a secret.
 */
public final class NodeFields {
  private static final int LONGEST = 2_000;
  private static final int LAST_PORT = 65_535;

  private final JsonNode node;

  /** Of this JSON, which need not be an object. */
  public NodeFields(JsonNode node) {
    this.node = node;
  }

  /** Whether there is such a field, with a value. */
  public boolean has(String field) {
    return node.hasNonNull(field);
  }

  /** A text, if there is such a field. */
  public Optional<String> text(String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(field, "must be text");
    }
    if (value.textValue().length() > LONGEST) {
      throw wrong(field, "has more than " + LONGEST + " characters");
    }
    return Optional.of(value.textValue());
  }

  /** A text that there must be. */
  public String need(String field) {
    return text(field).orElseThrow(() -> wrong(field, "is missing"));
  }

  /** A host name or an address that there must be. */
  public String host(String field) {
    String host = need(field);
    if (!Peer.isHost(host)) {
      throw wrong(field, "must be a host name or an IP address");
    }
    return host;
  }

  /** A port that there must be, as a number or as text. */
  public int port(String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      throw wrong(field, "is missing");
    }
    String text = value.isIntegralNumber() || value.isTextual() ? value.asText() : "";
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > LAST_PORT) {
      throw wrong(field, "must be a port from 1 to " + LAST_PORT);
    }
    return port;
  }

  /** Says what is wrong with a field. */
  public static IllegalArgumentException wrong(String field, String text) {
    return new IllegalArgumentException("the node's " + field + " " + text);
  }
}
