package orchestrator.scenario.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is sent as settings is read within the limits, or refused in sentences. */
class HostileSettingsTest {
  private static final int TRIES = 50_000;
  private static final long SEED = 20260101;
  private static final Limits LIMITS = new Limits(100, 3, 1_000, 5);
  private static final long MOST_TRANSACTIONS = 1L << 53;

  private static final String WHOLE =
      "{\"repetitions\": 2, \"name\": \"x\", \"seed\": 7, \"startAt\": \"2026-11-30T09:00:00Z\","
          + " \"nodes\": [{\"name\": \"a\", \"transactions\": [{\"delta\": 0.5, \"size\": 10,"
          + " \"quantity\": 3, \"rate\": 5, \"rateEnd\": 9}, {\"delta\": 0, \"size\": 0,"
          + " \"quantity\": 1}]}, {\"name\": \"b\", \"transactions\": []}]}";

  private static final List<String> PARTS =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "-0.0",
          "1e-400",
          "1e400",
          "-1e400",
          "9223372036854775807",
          "9223372036854775808",
          "1e15",
          "0.1",
          "\"\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "[]",
          "{}",
          "[[[[]]]]",
          "{\"name\":{}}",
          "NaN",
          "\"+1000000000-12-31T23:59:59Z\"",
          ",",
          ":",
          "}",
          "]",
          "\"nodes\":[]",
          "\"quantity\":9007199254740992",
          "\"rate\":0.001",
          "\ud83d\ude00",
          "\\");

  private final Random random = new Random(SEED);

  /** Replaces up to three stretches by something else. */
  private String changed() {
    StringBuilder text = new StringBuilder(WHOLE);
    for (int change = random.nextInt(3); change >= 0; change--) {
      int start = random.nextInt(text.length());
      int end = Math.min(text.length(), start + random.nextInt(12));
      text.replace(start, end, PARTS.get(random.nextInt(PARTS.size())));
    }
    return text.toString();
  }

  /** Replaces the value of up to three fields, which leaves it JSON more often. */
  private String withOtherValues() {
    String text = WHOLE;
    for (int change = random.nextInt(3); change >= 0; change--) {
      int colon = text.indexOf(": ", random.nextInt(text.length()));
      if (colon >= 0) {
        String value = PARTS.get(random.nextInt(20));
        String rest = text.substring(colon + 2);
        text = text.substring(0, colon + 2) + value + rest.replaceFirst("^[^,\\[\\]{}]*", "");
      }
    }
    return text;
  }

  @Test
  void isReadWithinTheLimitsOrRefusedInSentences() {
    int taken = 0;
    for (int i = 0; i < TRIES; i++) {
      String text = random.nextBoolean() ? changed() : withOtherValues();
      try {
        check(SettingsReader.read(text.getBytes(StandardCharsets.UTF_8), LIMITS), text);
        taken++;
      } catch (SettingsFaultException e) {
        assertThat(e.faults()).as(text).isNotEmpty();
        for (Fault fault : e.faults()) {
          assertThat(fault.toString())
              .as(text)
              .hasSizeLessThan(500)
              .doesNotContain("\n", "Exception");
        }
      }
    }
    assertThat(taken).as("taken").isBetween(TRIES / 100, TRIES / 2);
  }

  private static void check(ScenarioSettings settings, String text) {
    assertThat(settings.rounds()).as(text).isNotNegative();
    assertThat(settings.quantity()).as(text).isBetween(0L, MOST_TRANSACTIONS);
    assertThat(settings.entries()).as(text).hasSizeLessThanOrEqualTo(LIMITS.nodes());
    assertThat(settings.entries().stream().mapToInt(entry -> entry.steps().size()).sum())
        .as(text)
        .isLessThanOrEqualTo(LIMITS.steps());
    assertThat(settings.entries().stream().flatMap(entry -> entry.steps().stream()))
        .as(text)
        .allMatch(step -> step.size() >= 0 && step.size() <= LIMITS.payload());
    settings
        .startAt()
        .ifPresent(start -> assertThat(start).isBefore(Instant.now().plus(367, ChronoUnit.DAYS)));
  }
}
