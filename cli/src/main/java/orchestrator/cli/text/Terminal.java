package orchestrator.cli.text;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells where standard output goes: to a terminal, of which size, with colours, or elsewhere. */
public final class Terminal {
  /** Where neither the variables nor the terminal tell a size. */
  private static final Size DEFAULT_SIZE = new Size(24, 80);

  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");

  private final Map<String, String> environment;
  private final boolean present;
  private final boolean unicode;

  private record Size(int rows, int columns) {}

  private Terminal(Map<String, String> environment, boolean present, boolean unicode) {
    this.environment = environment;
    this.present = present;
    this.unicode = unicode;
  }

  /** The terminal of this process, if its standard output is one. */
  public static Terminal ofThisProcess(Map<String, String> environment) {
    return new Terminal(environment, isTerminal(), isUnicode());
  }

  /** No terminal: a pipe or a file. */
  public static Terminal none() {
    return new Terminal(Map.of(), false, true);
  }

  /** A terminal with the size that the variables {@code COLUMNS} and {@code LINES} tell. */
  static Terminal of(Map<String, String> environment) {
    return new Terminal(environment, true, true);
  }

  private static boolean isTerminal() {
    if (Files.isSymbolicLink(STANDARD_OUTPUT)) {
      try {
        String target = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
        return target.startsWith("/dev/pts/")
            || target.startsWith("/dev/tty")
            || target.equals("/dev/console");
      } catch (IOException e) {
        return false;
      }
    }
    return testSaysSo();
  }

  /** Where there is no /proc, as on macOS. */
  private static boolean testSaysSo() {
    try {
      return new ProcessBuilder("test", "-t", "1")
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean isUnicode() {
    String name = System.getProperty("native.encoding", Charset.defaultCharset().name());
    return Charset.isSupported(name) && Charset.forName(name).newEncoder().canEncode('█');
  }

  /** Whether standard output is a terminal. */
  public boolean isPresent() {
    return present;
  }

  /** Whether to write in colours: on a terminal that has some, unless {@code NO_COLOR} is set. */
  public boolean hasColours() {
    return present
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** The signs that it can show. */
  public Signs signs() {
    return unicode ? Signs.BLOCKS : Signs.ASCII;
  }

  /** How many characters a line has; empty where lines may have any length. */
  public Optional<Integer> columns() {
    return present
        ? Optional.of(variable("COLUMNS").orElseGet(() -> size().columns()))
        : Optional.empty();
  }

  /** How many lines it has. */
  public int rows() {
    return variable("LINES").orElseGet(() -> size().rows());
  }

  private Optional<Integer> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(text -> text.matches("[1-9]\\d{0,4}"))
        .map(Integer::valueOf);
  }

  /** Asks stty, which every Unix has; Java itself cannot tell. */
  private static Size size() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return DEFAULT_SIZE;
      }
      Matcher told =
          SIZE.matcher(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
      if (!told.matches()) {
        return DEFAULT_SIZE;
      }
      Size size = new Size(Integer.parseInt(told.group(1)), Integer.parseInt(told.group(2)));
      // A terminal that nobody has given a size says 0.
      return size.rows() == 0 || size.columns() == 0 ? DEFAULT_SIZE : size;
    } catch (IOException e) {
      return DEFAULT_SIZE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DEFAULT_SIZE;
    }
  }
}
