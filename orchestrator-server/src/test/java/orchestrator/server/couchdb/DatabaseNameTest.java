package orchestrator.server.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseNameTest {
  private static final String LONG_PREFIX = "p".repeat(40);

  @ParameterizedTest
  @CsvSource({
    "mychannel, orchestrator$mychannel",
    "my-channel_2, orchestrator$my-channel_2",
    "MyChannel, orchestrator$$4dy$43hannel",
    "a/b, orchestrator$a$2fb",
    "a.b, orchestrator$a$2eb",
    "a$2fb, orchestrator$a$242fb",
    "_users, orchestrator$_users",
    "é, orchestrator$$c3$a9",
  })
  void aPersonCanRecognizeTheChannel(String channel, String name) {
    assertThat(DatabaseName.of("orchestrator", channel)).isEqualTo(name);
  }

  @Test
  void everyChannelHasALegalNameThatNoOtherHas() {
    Map<String, String> channels = new HashMap<>();
    for (String channel : channels()) {
      String name = DatabaseName.of(LONG_PREFIX, channel);
      assertThat(name).matches("[a-z][a-z0-9_$()+/-]*").doesNotContain("/");
      assertThat(name.getBytes(UTF_8).length).isLessThanOrEqualTo(238);
      assertThat(channels.put(name, channel)).as("channel of the same name " + name).isNull();
    }
  }

  /** All short texts of an alphabet that includes the escapes' own, and long ones. */
  private static Set<String> channels() {
    Set<String> channels = new HashSet<>(List.of(""));
    for (int length = 1; length <= 4; length++) {
      for (String shorter : List.copyOf(channels)) {
        for (String next : List.of("a", "A", "$", "2", "4", "%", "/", "_", "é", "😀")) {
          channels.add(shorter + next);
        }
      }
    }
    String end = "x".repeat(180);
    for (String beginning : List.of("", "a", "A", "$", "é", "😀")) {
      for (int more = 0; more < 300; more++) {
        channels.add(beginning + end + "x".repeat(more));
        channels.add(beginning + "Ä".repeat(more));
      }
    }
    return channels;
  }

  @Test
  void aChannelOfVisibleAsciiNeverSharesItsNameEvenWhenItIsLong() {
    Random random = new Random(7);
    Set<String> names = new HashSet<>();
    List<String> channels = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      StringBuilder channel = new StringBuilder("CHANNEL".repeat(13));
      for (int j = 0; j < 9; j++) {
        channel.append((char) (0x21 + random.nextInt(0x5e)));
      }
      channels.add(channel.toString());
      names.add(DatabaseName.of(LONG_PREFIX, channel.toString()));
    }

    assertThat(names).hasSameSizeAs(new HashSet<>(channels));
  }

  @Test
  void aChannelWhoseNameLooksLikeThatOfALongOneIsNotTakenForIt() {
    String channel = "X".repeat(200);
    String name = DatabaseName.of("p", channel);
    String lookalike = name.substring("p$".length());

    assertThat(name).hasSizeLessThanOrEqualTo(238).contains("$$");
    assertThat(DatabaseName.of("p", lookalike)).isNotEqualTo(name);
  }

  @Test
  void noPrefixReachesIntoTheNamesOfAnother() {
    assertThat(DatabaseName.of("a", "b-c")).isNotEqualTo(DatabaseName.of("a-b", "c"));
    assertThat(DatabaseName.of("a", "b_c")).isNotEqualTo(DatabaseName.of("a_b", "c"));
    assertThat(DatabaseName.of("a", "b$c")).isNotEqualTo(DatabaseName.of("ab", "$c"));
  }
}
