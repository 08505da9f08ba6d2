package orchestrator.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
  private static final long GIB = 1 << 30;

  @Test
  void asManyAsWantedWhereThereIsRoom() {
    assertThat(ConnectionLimit.fitting(10_000, 4 * GIB, 65_536).most()).isEqualTo(10_000);
  }

  @Test
  void aQuarterOfTheDirectMemoryIsEnoughForWhatNothingElseCounts() {
    assertThat(ConnectionLimit.fitting(10_000, GIB / 2, 65_536).most()).isEqualTo(2048);
  }

  @Test
  void aFewHaveAPlaceHoweverLittleMemoryThereIs() {
    assertThat(ConnectionLimit.fitting(10_000, GIB / 1024, 65_536).most()).isEqualTo(128);
    assertThat(ConnectionLimit.fitting(100, GIB / 1024, 65_536).most()).isEqualTo(100);
  }

  @Test
  void halfOfTheFilesAreLeftToTheStorage() {
    assertThat(ConnectionLimit.fitting(10_000, 4 * GIB, 1024).most()).isEqualTo(512);
  }

  @Test
  void aPlaceIsAnothersOnceItIsGivenBack() {
    ConnectionLimit limit = ConnectionLimit.fitting(2, GIB, 1024);

    assertThat(limit.enter()).isTrue();
    assertThat(limit.enter()).isTrue();
    assertThat(limit.enter()).isFalse();
    limit.left();
    assertThat(limit.enter()).isTrue();
  }
}
