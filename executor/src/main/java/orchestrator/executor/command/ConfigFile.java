package orchestrator.executor.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a file {@code config.json} says of an executor. Names match without regard to case;
 * other keys are allowed and have no effect.
 *
 * @param address {@code http.bind_address}
 * @param port {@code http.bind_port}
 * @param certificate {@code http.certificate}
 * @param key {@code http.key}
 * @param log {@code log}
 * @param warnings what is there without effect although it looks otherwise
 */
record ConfigFile(
    Optional<String> address,
    Optional<Integer> port,
    Optional<Path> certificate,
    Optional<Path> key,
    LogSettings log,
    List<String> warnings) {
  /** A file that sets nothing: every default counts. */
  static final ConfigFile NONE =
      new ConfigFile(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          LogSettings.DEFAULT,
          List.of());

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
    ConfigPart whole = new ConfigPart(file, "", Optional.ofNullable(root));
    ConfigPart http = whole.field("http");
    List<String> warnings = new ArrayList<>();
    http.field("scheme")
        .text()
        .filter(scheme -> !scheme.equalsIgnoreCase("https"))
        .ifPresent(
            scheme ->
                warnings.add(
                    "http.scheme in "
                        + file
                        + " has no effect: an executor serves HTTPS unless it is started with"
                        + " --insecure-loopback"));
    return new ConfigFile(
        http.field("bind_address").text(),
        http.field("bind_port").port(),
        http.field("certificate").text().map(Path::of),
        http.field("key").text().map(Path::of),
        LogSettings.read(whole.field("log")),
        warnings);
  }
}
