package orchestrator.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import orchestrator.server.config.LogLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Alone, since the process has one standard error. */
@Isolated
class LoggingTest {
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ ";

  private final Logger log = LoggerFactory.getLogger("orchestrator.server.engine.Writer");
  private final PrintStream error = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void catchStandardError() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(error);
    MDC.clear();
    Logging.from(LogLevel.WARN);
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aLineHasTimeLevelShortNameAndMessage() {
    Logging.from(LogLevel.INFO);
    log.info("opened {}", "mychannel");

    assertThat(lines()).singleElement().asString().matches(TIME + "INFO  Writer opened mychannel");
  }

  @Test
  void theRequestIdStandsInTheLine() {
    Logging.from(LogLevel.INFO);
    MDC.put(Logging.REQUEST_ID, "01abcdef");
    log.info("done");

    assertThat(lines()).singleElement().asString().endsWith("INFO  Writer [01abcdef] done");
  }

  @Test
  void aMessageOrIdWithLineBreaksStaysOneLine() {
    Logging.from(LogLevel.INFO);
    MDC.put(Logging.REQUEST_ID, "x\ny");
    log.info("a\r\nb\nc");

    assertThat(lines()).singleElement().asString().endsWith("Writer [x y] a b c");
  }

  @Test
  void whatIsBelowTheLevelIsNotWritten() {
    Logging.from(LogLevel.WARN);
    log.info("not this");
    log.warn("but this");

    assertThat(lines()).singleElement().asString().endsWith("WARN  Writer but this");
  }

  @Test
  void librariesAreHeardFromWarningsOnEvenAtDebug() {
    Logging.from(LogLevel.DEBUG);
    LoggerFactory.getLogger("io.grpc.netty.shaded.io.netty.Channel").info("noise");
    java.util.logging.Logger.getLogger("io.grpc.internal.Server").info("noise");
    log.debug("ours");

    assertThat(lines()).singleElement().asString().endsWith("DEBUG Writer ours");
  }

  @Test
  void whatAPeerDoesWrongIsLeftToWhoeverHasAskedIt() {
    Logging.from(LogLevel.DEBUG);
    for (String name :
        List.of(
            "com.linecorp.armeria.client.AbstractHttpRequestHandler",
            "com.linecorp.armeria.client.Http1ResponseDecoder")) {
      LoggerFactory.getLogger(name).warn("Unexpected exception:", new IllegalStateException("x"));
    }

    assertThat(lines()).isEmpty();
  }

  @Test
  void warningsOfJavaUtilLoggingAreHandedOn() {
    Logging.from(LogLevel.INFO);
    java.util.logging.Logger.getLogger("io.grpc.internal.Server").warning("bind again");

    assertThat(lines()).singleElement().asString().matches(TIME + "WARN  Server bind again");
  }

  @Test
  void onlyFaultsComeWithAStackTrace() {
    Logging.from(LogLevel.INFO);
    log.warn("slow", new IllegalStateException("disk\nbusy"));
    assertThat(lines()).singleElement().asString().endsWith("WARN  Writer slow: disk busy");

    written.reset();
    log.error("broken", new IllegalStateException("disk gone"));
    assertThat(lines().get(0)).endsWith("ERROR Writer broken");
    assertThat(lines().get(1)).isEqualTo("    java.lang.IllegalStateException: disk gone");
    assertThat(lines().get(2)).contains("LoggingTest");
  }

  @Test
  void noLineOfAStackTraceLooksLikeALoggedOne() {
    Logging.from(LogLevel.INFO);
    log.error(
        "broken", new IllegalStateException("x\n2026-01-01T00:00:00.000Z INFO  forged\u001b[2J"));

    assertThat(lines().subList(1, lines().size()))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("  "));
    assertThat(written.toString(StandardCharsets.UTF_8))
        .contains("forged")
        .doesNotContain("\u001b");
  }

  @Test
  void controlCharactersInAMessageDoNotReachTheTerminal() {
    Logging.from(LogLevel.INFO);
    log.info("a\u001b[31mb\u009b1mc\td\u007f");

    assertThat(lines()).singleElement().asString().endsWith("Writer a [31mb 1mc d ");
  }
}
