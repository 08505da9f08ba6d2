package orchestrator.executor.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Holds what a file {@code config.json} says of an executor. Names match without regard to case;
 * other keys are allowed and have no effect.
 *
 * @param address {@code http.bind_address}
 * @param port {@code http.bind_port}
 * @param certificate {@code http.certificate}
 * @param key {@code http.key}
 * @param warnings what is there without effect although it looks otherwise
 */
record ConfigFile(
    Optional<String> address,
    Optional<Integer> port,
    Optional<Path> certificate,
    Optional<Path> key,
    List<String> warnings) {
  /** Says nothing. */
  static final ConfigFile NONE =
      new ConfigFile(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  private static final int MOST_BYTES = 1 << 20;

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException when it cannot be used; names the key that is wrong
   */
  static ConfigFile read(Path file) {
    JsonNode root;
    try (InputStream in = Files.newInputStream(file)) {
      root = new ObjectMapper().readTree(in.readNBytes(MOST_BYTES));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          Files.exists(file)
              ? "the file " + file + " is not JSON that can be read"
              : "there is no file " + file,
          e);
    }
    Optional<JsonNode> http = Optional.ofNullable(root).flatMap(all -> field(all, "http"));
    List<String> warnings = new ArrayList<>();
    text(file, http, "scheme")
        .filter(scheme -> !scheme.equalsIgnoreCase("https"))
        .ifPresent(
            scheme ->
                warnings.add(
                    "http.scheme in "
                        + file
                        + " has no effect: an executor serves HTTPS unless it is started with"
                        + " --insecure-loopback"));
    return new ConfigFile(
        text(file, http, "bind_address"),
        port(file, http),
        text(file, http, "certificate").filter(name -> !name.isEmpty()).map(Path::of),
        text(file, http, "key").filter(name -> !name.isEmpty()).map(Path::of),
        warnings);
  }

  private static Optional<JsonNode> field(JsonNode object, String name) {
    for (var field : object.properties()) {
      if (field.getKey().toLowerCase(Locale.ROOT).equals(name) && !field.getValue().isNull()) {
        return Optional.of(field.getValue());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(Path file, Optional<JsonNode> http, String name) {
    Optional<JsonNode> value = http.flatMap(node -> field(node, name));
    if (value.isPresent() && !value.get().isTextual()) {
      throw new IllegalArgumentException("http." + name + " in " + file + " is not a text");
    }
    return value.map(JsonNode::textValue);
  }

  private static Optional<Integer> port(Path file, Optional<JsonNode> http) {
    Optional<JsonNode> value = http.flatMap(node -> field(node, "bind_port"));
    if (value.isPresent()
        && !(value.get().isInt()
            && value.get().intValue() >= 0
            && value.get().intValue() < 65_536)) {
      throw new IllegalArgumentException("http.bind_port in " + file + " is no port");
    }
    return value.map(JsonNode::intValue);
  }
}
