package orchestrator.executor.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Finds hosts in a YAML file: a map from names to {@code host}, {@code port}, {@code private_key},
 * {@code public_key}, {@code remote_user} and {@code host_key_check}.
 *
 * @param file read anew each time, at most 1 MiB
 */
record SshHosts(Path file) {
  private static final int MOST_BYTES = 1 << 20;
  private static final int SSH = 22;

  /**
   * The host of this name.
   *
   * @throws IllegalArgumentException when there is none, or something is wrong; says what
   */
  SshHost find(String name) {
    Object entry = read().get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          name.isEmpty()
              ? "no target is named, which must be a host in " + file
              : "the host " + name + " is not in " + file);
    }
    if (!(entry instanceof Map<?, ?> fields)) {
      throw wrong(name, "is no map");
    }
    Map<String, String> texts = new TreeMap<>();
    fields.forEach(
        (field, value) -> {
          if (value != null) {
            texts.put(String.valueOf(field).toLowerCase(Locale.ROOT), String.valueOf(value));
          }
        });
    return new SshHost(
        name,
        texts.getOrDefault("host", name),
        port(name, texts.getOrDefault("port", "" + SSH)),
        Optional.ofNullable(texts.get("remote_user"))
            .orElseThrow(() -> wrong(name, "has no remote_user")),
        Optional.ofNullable(texts.get("private_key")).filter(key -> !key.isEmpty()).map(this::path),
        isChecked(name, texts.getOrDefault("host_key_check", "on")));
  }

  private Map<?, ?> read() {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException("the hosts file " + file + " is larger than 1 MiB");
      }
      Object hosts =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .load(new String(bytes, StandardCharsets.UTF_8));
      return hosts instanceof Map<?, ?> map ? map : Map.of();
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no hosts file " + file, e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the hosts file " + file + " cannot be read", e);
    } catch (YAMLException e) {
      throw new IllegalArgumentException("the hosts file " + file + " is not YAML", e);
    }
  }

  /** Relative to where the executor runs, as always; a tilde is the user's home. */
  private Path path(String text) {
    return text.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), text.substring(2))
        : Path.of(text);
  }

  private int port(String name, String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535 || text.matches("0+")) {
      throw wrong(name, "has no port from 1 to 65535");
    }
    return Integer.parseInt(text);
  }

  private boolean isChecked(String name, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      // YAML takes on and off for true and false.
      case "on", "true", "yes" -> true;
      case "off", "false", "no" -> false;
      default -> throw wrong(name, "has a host_key_check that is neither on nor off");
    };
  }

  private IllegalArgumentException wrong(String name, String what) {
    return new IllegalArgumentException("the host " + name + " in " + file + " " + what);
  }
}
