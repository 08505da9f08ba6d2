package orchestrator.scenario.proxy.fabric;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Streams;
import java.util.Optional;
import orchestrator.scenario.proxy.Transaction;
import orchestrator.scenario.proxy.net.Options;
import orchestrator.scenario.proxy.net.Template;

/**
 * Makes a transaction's arguments.
 *
 * @param list a JSON list of texts
 */
record ArgumentTemplate(Template list) {
  /** A key that no other transaction has, and the payload. */
  static final String DEFAULT = "[\"{run}-{entry}-{number}\",\"{payload}\"]";

  private static final int MOST = 100;

  /**
   * Reads a template.
   *
   * @param text JSON; without it there is {@link #DEFAULT}
   * @throws IllegalArgumentException when it is no list of texts
   */
  static ArgumentTemplate of(Optional<String> text) {
    Template template = Template.of(FabricOptions.ARGUMENTS, text.orElse(DEFAULT));
    JsonNode list = template.json();
    if (!list.isArray()
        || list.size() > MOST
        || !Streams.stream(list).allMatch(JsonNode::isTextual)) {
      throw Options.wrong(
          FabricOptions.ARGUMENTS, "must be a JSON list of at most " + MOST + " texts");
    }
    return new ArgumentTemplate(template);
  }

  /** The arguments of a transaction. */
  String[] fill(Transaction transaction) {
    return Streams.stream(list.fill(transaction)).map(JsonNode::textValue).toArray(String[]::new);
  }
}
