package orchestrator.scenario.proxy.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the options of a proxy; whatever is wrong is told with the option's name. */
public final class Options {
  private static final double MILLIS = 1_000;

  /** A secret that is longer is no secret, but some other file. */
  private static final int LONGEST_SECRET = 4_096;

  private final Map<String, String> values;

  /** Of these values by name. */
  public Options(Map<String, String> values) {
    this.values = values;
  }

  /** The value, if there is one. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * One of a few words.
   *
   * @param words the first is the default
   */
  public String word(String name, List<String> words) {
    String value = text(name).orElse(words.get(0));
    if (!words.contains(value)) {
      throw wrong(name, "must be one of " + String.join(", ", words));
    }
    return value;
  }

  /** An integer within bounds. */
  public int integer(String name, int absent, int least, int most) {
    Optional<String> value = text(name);
    if (value.isEmpty()) {
      return absent;
    }
    String range = "must be an integer from " + least + " to " + most;
    if (!value.get().matches("[0-9]{1,9}")) {
      throw wrong(name, range);
    }
    int number = Integer.parseInt(value.get());
    if (number < least || number > most) {
      throw wrong(name, range);
    }
    return number;
  }

  /** A time in seconds, which may have a fraction, of a millisecond at least. */
  public Duration seconds(String name, Duration absent, Duration most) {
    Optional<String> value = text(name);
    if (value.isEmpty()) {
      return absent;
    }
    String range = "must be a number of seconds from 0.001 to " + most.toSeconds();
    if (!value.get().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      throw wrong(name, range);
    }
    Duration read = Duration.ofMillis(Math.round(Double.parseDouble(value.get()) * MILLIS));
    if (read.isZero() || read.compareTo(most) > 0) {
      throw wrong(name, range);
    }
    return read;
  }

  /** A file that can be read. */
  public Optional<Path> file(String name) {
    Optional<Path> file = text(name).map(Path::of);
    if (file.isPresent() && !(Files.isRegularFile(file.get()) && Files.isReadable(file.get()))) {
      throw wrong(name, "names a file that cannot be read");
    }
    return file;
  }

  /** The first line of the file that an option names. */
  public Optional<String> secret(String name) {
    return file(name)
        .map(
            file -> {
              try {
                if (Files.size(file) <= LONGEST_SECRET) {
                  return Files.readString(file).lines().findFirst().orElse("");
                }
              } catch (IOException e) {
                throw wrong(name, "names a file that cannot be read");
              }
              throw wrong(name, "names a file of more than " + LONGEST_SECRET + " bytes");
            });
  }

  /** Says what is wrong with an option. */
  public static IllegalArgumentException wrong(String name, String text) {
    return new IllegalArgumentException("the option " + name + " " + text);
  }
}
