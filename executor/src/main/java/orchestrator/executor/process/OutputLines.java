package orchestrator.executor.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes the wanted outputs out of what a work writes: of the lines that begin with {@code key=},
 * the last one counts.
 */
public final class OutputLines {
  /** What all outputs of a work have together at most. */
  private static final int MOST_BYTES = 1 << 20;

  private final Set<String> wanted;
  private final int longest;
  private final int longestKey;
  private final Map<String, String> found = new TreeMap<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean skipping;
  private Optional<String> fault = Optional.empty();

  /**
   * Looks for these.
   *
   * @param longest how many bytes an output may have
   */
  public OutputLines(Set<String> wanted, int longest) {
    this.wanted = wanted;
    this.longest = longest;
    longestKey =
        wanted.stream()
            .mapToInt(key -> key.getBytes(StandardCharsets.UTF_8).length)
            .max()
            .orElse(0);
  }

  /** Takes what was written. */
  public synchronized void write(byte[] bytes, int offset, int length) {
    if (wanted.isEmpty()) {
      return;
    }
    int start = offset;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        append(bytes, start, i - start);
        end();
        start = i + 1;
      }
    }
    append(bytes, start, offset + length - start);
  }

  private void append(byte[] bytes, int offset, int length) {
    if (skipping) {
      return;
    }
    int free = longestKey + 1 + longest + 1 - line.size();
    line.write(bytes, offset, Math.min(length, free));
    if (length > free) {
      take();
      line.reset();
      skipping = true;
    }
  }

  private void end() {
    if (!skipping) {
      take();
    }
    line.reset();
    skipping = false;
  }

  private void take() {
    String text = line.toString(StandardCharsets.UTF_8);
    int sign = text.indexOf('=');
    if (sign < 0) {
      return;
    }
    // A key may have an equals sign in it.
    while (sign >= 0 && sign <= longestKey && !wanted.contains(text.substring(0, sign))) {
      sign = text.indexOf('=', sign + 1);
    }
    if (sign < 0 || sign > longestKey) {
      return;
    }
    String key = text.substring(0, sign);
    String value = text.substring(sign + 1);
    if (value.endsWith("\r")) {
      value = value.substring(0, value.length() - 1);
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > longest) {
      fault = Optional.of("the output " + key + " is longer than " + longest + " bytes");
      return;
    }
    found.put(key, value);
    if (found.values().stream().mapToLong(String::length).sum() > MOST_BYTES) {
      found.remove(key);
      fault = Optional.of("the outputs have more than " + MOST_BYTES + " characters");
    }
  }

  /** The outputs that a line has set; a last line need not end. */
  public synchronized Map<String, String> found() {
    if (!skipping && line.size() > 0) {
      take();
      line.reset();
    }
    return new TreeMap<>(found);
  }

  /** What could not be taken, if something could not. */
  public synchronized Optional<String> fault() {
    return fault;
  }
}
