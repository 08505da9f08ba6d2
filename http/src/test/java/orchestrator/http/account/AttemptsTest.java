package orchestrator.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptsTest {
  private final Attempts attempts = new Attempts();
  private Instant now = Fixtures.NOON;

  private Duration tryOnce(String source, String account) {
    return attempts.begin(source, account, now).pause();
  }

  private void exhaust(String source, String account) {
    for (int i = 0; i < Attempts.OF_ACCOUNT; i++) {
      assertThat(tryOnce(source, account)).isZero();
    }
  }

  @Test
  void anAccountMayBeTriedFiveTimesAtAnAddressAndThenOnceAMinute() {
    exhaust("here", "alice");

    assertThat(tryOnce("here", "alice")).isEqualTo(Duration.ofMinutes(1));
    now = now.plusSeconds(59);
    assertThat(tryOnce("here", "alice")).isEqualTo(Duration.ofSeconds(1));
    now = now.plusSeconds(1);
    assertThat(tryOnce("here", "alice")).isZero();
    assertThat(tryOnce("here", "alice")).isPositive();
  }

  @Test
  void anAddressMayTryTwentyTimesAndThenFourTimesAMinute() {
    for (String account : new String[] {"a", "b", "c", "d"}) {
      exhaust("here", account);
    }

    assertThat(tryOnce("here", "e")).isEqualTo(Duration.ofSeconds(15));
    now = now.plusSeconds(15);
    assertThat(tryOnce("here", "e")).isZero();
  }

  @Test
  void elsewhereNobodyIsConcerned() {
    exhaust("here", "alice");

    assertThat(tryOnce("elsewhere", "alice")).isZero();
    assertThat(tryOnce("here", "bob")).isZero();
  }

  @Test
  void aRightPasswordCountsForNothing() {
    for (int i = 0; i < 100; i++) {
      assertThat(tryOnce("here", "alice")).isZero();
      attempts.forgive("here", "alice", now);
    }
  }

  @Test
  void anAttemptThatIsNotMadeCountsForNothing() {
    exhaust("here", "alice");
    for (int i = 0; i < 100; i++) {
      assertThat(tryOnce("here", "alice")).isPositive();
    }

    now = now.plusSeconds(60);
    assertThat(tryOnce("here", "alice")).isZero();
    assertThat(tryOnce("here", "bob")).isZero();
  }

  @Test
  void aClockThatIsSetBackForgetsNothingAndLocksNobodyOutForLonger() {
    exhaust("here", "alice");

    now = now.minusSeconds(86_400);
    assertThat(tryOnce("here", "alice")).isEqualTo(Duration.ofMinutes(1));
    now = now.plusSeconds(60);
    assertThat(tryOnce("here", "alice")).isZero();
  }

  @Test
  void whatComesFromManyAddressesNeedsBoundedMemory() {
    exhaust("first", "alice");
    for (int i = 0; i < 50_000; i++) {
      assertThat(tryOnce("address " + i, "alice")).isZero();
    }

    assertThat(attempts.size()).isLessThanOrEqualTo(40_000);
    assertThat(tryOnce("first", "alice")).as("it was forgotten").isZero();
  }

  @Test
  void theRankGrowsWithTheAttemptsOfAnAddress() {
    assertThat(attempts.begin("here", "alice", now).rank()).isEqualTo(1);
    assertThat(attempts.begin("here", "bob", now).rank()).isEqualTo(2);
    assertThat(attempts.begin("elsewhere", "bob", now).rank()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "192.0.2.1, ::ffff:192.0.2.1, true",
    "2001:db8:0:1::1, 2001:db8:0:1:ffff::2, true",
    "2001:db8:0:1::1, 2001:db8:0:2::1, false"
  })
  void aSubnetOfIpv6IsOneSource(String one, String other, boolean same)
      throws UnknownHostException {
    assertThat(
            Attempts.source(InetAddress.getByName(one))
                .equals(Attempts.source(InetAddress.getByName(other))))
        .isEqualTo(same);
  }
}
