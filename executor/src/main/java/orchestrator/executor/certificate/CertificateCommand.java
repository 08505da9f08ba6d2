package orchestrator.executor.certificate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import orchestrator.executor.wire.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Makes a certificate and its key, as the command {@code certificate}.
 *
 * <p>Exit code 0 when both are written, 1 when they cannot be, 2 for wrong options.
 */
@Command(
    name = "certificate",
    sortOptions = false,
    description = {
      "Makes a certificate that signs itself, for an executor or for who asks one.",
      "Writes TARGET.pem and TARGET_key.pem, in place of those that are there."
    })
public final class CertificateCommand implements Callable<Integer> {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("MMM d HH:mm:ss uuuu", Locale.ENGLISH);
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final InstantSource clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"--host", "-host"},
      required = true,
      paramLabel = "HOST,…",
      description = "Names and numeric addresses that it is for, with commas between.")
  private String host = "";

  @Option(
      names = {"--target", "-target"},
      defaultValue = "orchestrator",
      paramLabel = "NAME",
      description = "What the files' names begin with (default ${DEFAULT-VALUE}).")
  private String target = "";

  @Option(
      names = {"--ca", "-ca"},
      description = "It may sign other certificates.")
  private boolean authority;

  @Option(
      names = {"--duration", "-duration"},
      defaultValue = "8760h",
      paramLabel = "TIME",
      description = "For how long it is valid (default ${DEFAULT-VALUE}).")
  private String duration = "";

  @Option(
      names = {"--start-date", "-start-date"},
      paramLabel = "DATE",
      description = "From when it is valid, such as \"Jan 1 15:04:05 2011\" (default now).")
  private Optional<String> start = Optional.empty();

  @Option(
      names = {"--rsa-bits", "-rsa-bits"},
      defaultValue = "2048",
      paramLabel = "BITS",
      description = "Size of an RSA key, 1024 to 16384 (default ${DEFAULT-VALUE}).")
  private int rsaBits;

  @Option(
      names = {"--ecdsa-curve", "-ecdsa-curve"},
      paramLabel = "CURVE",
      description = "Makes an elliptic key in place of an RSA key: P224, P256, P384 or P521.")
  private Optional<String> curve = Optional.empty();

  /** The command as this process runs it. */
  public CertificateCommand() {
    this(Clock.systemUTC());
  }

  CertificateCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    CertificateRequest request =
        new CertificateRequest(hosts(), authority, start(), duration(), rsaBits(), curve());
    if (request.start().plus(request.duration()).isAfter(LATEST)) {
      throw wrong("--duration leads beyond the year 9999");
    }
    Path certificate = path(target + ".pem");
    Path key = path(target + "_key.pem");
    CertificateMaker made = CertificateMaker.make(request);
    PrintWriter out = spec.commandLine().getOut();
    try {
      write(certificate, made.certificate(), "rw-r--r--");
      out.println("written " + certificate);
      write(key, made.key(), "rw-------");
      out.println("written " + key);
      out.flush();
      return ExitCode.OK;
    } catch (IOException e) {
      out.flush();
      spec.commandLine()
          .getErr()
          .println("orchestrator: cannot write " + certificate + " and " + key);
      return ExitCode.SOFTWARE;
    }
  }

  private List<String> hosts() {
    List<String> hosts = Arrays.stream(host.split(",", -1)).map(String::strip).toList();
    for (String one : hosts) {
      if (!one.matches("[A-Za-z0-9.:*_-]{1,253}")) {
        throw wrong("--host has a name that is none: '" + one + "'");
      }
    }
    return hosts;
  }

  private Instant start() {
    try {
      // Days may be padded.
      return start
          .map(text -> text.strip().replaceAll("\\s+", " "))
          .map(text -> LocalDateTime.parse(text, DATE).toInstant(ZoneOffset.UTC))
          .orElseGet(clock::instant);
    } catch (DateTimeParseException e) {
      throw wrong("--start-date is not of the form \"Jan 1 15:04:05 2011\"");
    }
  }

  private Duration duration() {
    try {
      Duration time = Durations.parse(duration);
      if (!time.isZero()) {
        return time;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw wrong("--duration is no time, such as 8760h");
  }

  private int rsaBits() {
    if (rsaBits < 1024 || rsaBits > 16_384) {
      throw wrong("--rsa-bits must be 1024 to 16384");
    }
    return rsaBits;
  }

  private Optional<String> curve() {
    Optional<String> named = curve.filter(name -> !name.isEmpty());
    if (named.isPresent() && !CertificateMaker.CURVES.containsKey(named.get())) {
      throw wrong("--ecdsa-curve must be P224, P256, P384 or P521");
    }
    return named;
  }

  private Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw wrong("--target is no file name");
    }
  }

  /** Nobody ever sees half a file, nor a key that others may read. */
  private static void write(Path file, String text, String mode) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path part = Files.createTempFile(folder, ".", ".part");
    try {
      Files.writeString(part, text, StandardCharsets.US_ASCII);
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(mode));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
