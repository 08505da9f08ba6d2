package orchestrator.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import orchestrator.http.account.Authentication.Authenticated;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private volatile Instant now = Fixtures.NOON;
  private final Sessions sessions = new Sessions(() -> now);

  private static Authenticated authenticated(String name, AtomicBoolean isValid) {
    return new Authenticated(
        new Account(name, "MyOrg1MSP", Set.of("mychannel"), Access.WRITE), isValid::get);
  }

  private static Authenticated authenticated(String name) {
    return authenticated(name, new AtomicBoolean(true));
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private boolean isOpen(String secret) {
    return sessions.find(secret).isPresent();
  }

  @Test
  void aSecretGivesTheAccountThatHasSignedIn() {
    String alice = sessions.open(authenticated("alice"));
    String bob = sessions.open(authenticated("bob"));

    assertThat(sessions.find(alice).map(it -> it.account().name())).contains("alice");
    assertThat(sessions.find(bob).map(it -> it.account().name())).contains("bob");
    assertThat(alice).isNotEqualTo(bob).hasSize(43);
  }

  @Test
  void noOtherSecretGivesAnybody() {
    String secret = sessions.open(authenticated("alice"));

    assertThat(sessions.find("")).isEmpty();
    assertThat(sessions.find(secret.substring(1))).isEmpty();
    assertThat(sessions.find(secret + "A")).isEmpty();
  }

  @Test
  void aSessionThatIsNotUsedEnds() {
    String secret = sessions.open(authenticated("alice"));

    pass(Sessions.IDLE.minusSeconds(1));
    assertThat(isOpen(secret)).isTrue();
    pass(Sessions.IDLE.minusSeconds(1));
    assertThat(isOpen(secret)).as("used in between").isTrue();
    pass(Sessions.IDLE);
    assertThat(isOpen(secret)).isFalse();
    assertThat(sessions.size()).isZero();
  }

  @Test
  void aSessionEndsHoweverMuchItIsUsed() {
    String secret = sessions.open(authenticated("alice"));
    Instant end = sessions.end(secret).orElseThrow();
    while (now.plus(Duration.ofMinutes(30)).isBefore(end)) {
      pass(Duration.ofMinutes(30));
      assertThat(isOpen(secret)).isTrue();
    }

    pass(Duration.ofMinutes(30));

    assertThat(isOpen(secret)).isFalse();
    assertThat(end).isEqualTo(Fixtures.NOON.plus(Sessions.LONGEST));
  }

  @Test
  void aCallThatLastsUsesTheSession() {
    String secret = sessions.open(authenticated("alice"));
    Authenticated stream = sessions.find(secret).orElseThrow();
    for (int i = 0; i < 6; i++) {
      pass(Sessions.IDLE.minusSeconds(1));
      assertThat(stream.holds().getAsBoolean()).isTrue();
    }

    assertThat(isOpen(secret)).isTrue();
  }

  @Test
  void aSessionEndsWithTheAccountAndEndsItsCalls() {
    AtomicBoolean isValid = new AtomicBoolean(true);
    String secret = sessions.open(authenticated("alice", isValid));
    Authenticated stream = sessions.find(secret).orElseThrow();

    isValid.set(false);

    assertThat(stream.holds().getAsBoolean()).isFalse();
    assertThat(isOpen(secret)).isFalse();
    isValid.set(true);
    assertThat(isOpen(secret)).as("once ended").isFalse();
  }

  @Test
  void aClosedSessionIsNoMore() {
    String secret = sessions.open(authenticated("alice"));
    Authenticated stream = sessions.find(secret).orElseThrow();

    sessions.close(secret);
    sessions.close("another");

    assertThat(isOpen(secret)).isFalse();
    assertThat(stream.holds().getAsBoolean()).isFalse();
    assertThat(sessions.end(secret)).isEqualTo(Optional.empty());
  }

  @Test
  void ofAnAccountTheSessionThatWasNotUsedForLongestGivesWay() {
    List<String> own = new ArrayList<>();
    for (int i = 0; i < Sessions.OF_ACCOUNT; i++) {
      own.add(sessions.open(authenticated("alice")));
      pass(Duration.ofSeconds(1));
    }
    String other = sessions.open(authenticated("bob"));
    assertThat(isOpen(own.get(0))).isTrue();
    pass(Duration.ofSeconds(1));

    sessions.open(authenticated("alice"));

    assertThat(isOpen(own.get(1))).isFalse();
    assertThat(isOpen(own.get(0))).isTrue();
    assertThat(isOpen(own.get(2))).isTrue();
    assertThat(isOpen(other)).isTrue();
  }

  @Test
  void aFloodOfSessionsIsBounded() {
    String first = sessions.open(authenticated("first"));
    for (int i = 0; i < Sessions.MOST + 500; i++) {
      sessions.open(authenticated("account" + i / 10));
    }

    assertThat(sessions.size()).isEqualTo(Sessions.MOST);
    assertThat(isOpen(first)).isFalse();
  }

  @Test
  void whatHasEndedMakesRoomBeforeWhatHasNot() {
    for (int i = 0; i < Sessions.OF_ACCOUNT - 1; i++) {
      sessions.open(authenticated("alice"));
    }
    pass(Sessions.IDLE.minusSeconds(1));
    String used = sessions.open(authenticated("alice"));
    pass(Duration.ofSeconds(2));

    sessions.open(authenticated("alice"));

    assertThat(sessions.size()).isEqualTo(2);
    assertThat(isOpen(used)).isTrue();
  }
}
