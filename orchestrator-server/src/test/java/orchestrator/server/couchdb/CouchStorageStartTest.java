package orchestrator.server.couchdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import orchestrator.server.Eventually;
import orchestrator.server.couchdb.fake.FakeCouch;
import orchestrator.server.couchdb.fake.FakeCouchSettings;
import orchestrator.server.couchdb.fake.Fault;
import orchestrator.server.couchdb.fake.RequestMatcher;
import orchestrator.server.couchdb.fake.Silence;
import orchestrator.server.storage.StorageException;
import orchestrator.server.storage.Store;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server does not start where CouchDB refuses it, and waits, not for long, where it is silent.
 */
@Tag("slow")
class CouchStorageStartTest {
  private static final String CHANNEL = "mychannel";

  private static final Duration TIMEOUT = TestSettings.TIMEOUT;

  @TempDir private Path folder;

  private CouchStorage open(FakeCouch couch, Optional<CouchDb.Login> login) {
    return open(couch, login, List.of(CHANNEL));
  }

  private CouchStorage open(FakeCouch couch, Optional<CouchDb.Login> login, List<String> channels) {
    CouchDb settings = TestSettings.of(couch.url(), login);
    return CouchStorage.open(settings, folder, channels);
  }

  private static CouchStorage open(FakeCouch couch, Path folder, Duration timeout) {
    CouchDb settings = TestSettings.of(couch.url(), Optional.empty(), timeout, TIMEOUT, true);
    return CouchStorage.open(settings, folder, List.of(CHANNEL));
  }

  private void leadsInTheEnd(CouchStorage storage) {
    Eventually.await("it leads", () -> storage.leads(CHANNEL));
    Eventually.await("it is ready", () -> storage.all().get(CHANNEL).isReady());
  }

  @Test
  void aRightPasswordIsTaken() throws Exception {
    try (FakeCouch couch = FakeCouch.start(FakeCouchSettings.defaults().login("admin", "secret"));
        CouchStorage storage = open(couch, Optional.of(new CouchDb.Login("admin", "secret")))) {
      assertThat(storage.leads(CHANNEL)).isTrue();
    }
  }

  @Test
  void aWrongPasswordIsOneSentence() throws Exception {
    try (FakeCouch couch = FakeCouch.start(FakeCouchSettings.defaults().login("admin", "secret"))) {
      assertThatThrownBy(() -> open(couch, Optional.of(new CouchDb.Login("admin", "wrong"))))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("CouchDB refuses user or password")
          .hasMessageNotContainingAny("\n", "wrong", "secret");
    }
  }

  @Test
  void aUserWhoMayMakeNoDatabaseIsToldSo() throws Exception {
    try (FakeCouch couch = FakeCouch.start()) {
      couch.onEach(RequestMatcher.of("PUT", "/[^/]+"), Fault.answer(403));

      assertThatThrownBy(() -> open(couch, Optional.empty()))
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith("making database")
          .hasMessageContaining("no right");

      couch.clearFaults();
      try (CouchStorage storage = open(couch, Optional.empty())) {
        assertThat(storage.leads(CHANNEL)).isTrue();
      }
    }
  }

  @Test
  void aProxysPageIsWaitedOut() throws Exception {
    try (FakeCouch couch = FakeCouch.start()) {
      couch.onEach(RequestMatcher.any(), Fault.htmlPage());
      try (CouchStorage storage = open(couch, Optional.empty())) {
        assertThat(storage.all().get(CHANNEL).isReady()).isFalse();
        couch.clearFaults();
        leadsInTheEnd(storage);
      }
    }
  }

  @Test
  void anAbsentCouchDbIsWaitedFor() throws Exception {
    try (FakeCouch couch = FakeCouch.start()) {
      couch.stopAnswering(Silence.REFUSING);
      try (CouchStorage storage = open(couch, Optional.empty())) {
        assertThat(storage.all().get(CHANNEL).isReady()).isFalse();
        assertThatThrownBy(storage.all().get(CHANNEL)::snapshot)
            .isInstanceOf(StorageException.class);
        couch.goOnAnswering();
        leadsInTheEnd(storage);
      }
    }
  }

  @Test
  void aSilentCouchDbIsWaitedForOnceHoweverManyChannelsThereAre() throws Exception {
    List<String> channels = IntStream.range(0, 20).mapToObj(i -> "channel" + i).toList();
    try (FakeCouch couch = FakeCouch.start()) {
      couch.stopAnswering(Silence.HANGING);
      long start = System.nanoTime();
      try (CouchStorage storage = open(couch, Optional.empty(), channels)) {
        // Not once for each of them, however busy the machine is.
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isLessThan(TIMEOUT.multipliedBy(channels.size()));
        assertThat(storage.all().values()).hasSize(20).noneMatch(Store::isReady);
        couch.goOnAnswering();
        Eventually.await("all lead", () -> channels.stream().allMatch(storage::leads));
      }
    }
  }

  @Test
  void aSilentCouchDbHoldsUpTheEndOnceHoweverManyChannelsThereAre() throws Exception {
    List<String> channels = IntStream.range(0, 20).mapToObj(i -> "channel" + i).toList();
    try (FakeCouch couch = FakeCouch.start()) {
      CouchStorage storage = open(couch, Optional.empty(), channels);
      Eventually.await("all lead", () -> channels.stream().allMatch(storage::leads));
      couch.stopAnswering(Silence.HANGING);
      long start = System.nanoTime();
      storage.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isLessThan(TIMEOUT.multipliedBy(channels.size()));
    }
  }

  /** The timeout is longer than any test may take. */
  @Test
  @Timeout(60)
  void aSilentCouchDbHoldsUpTheEndOfAStandbyAndOfALeaderForLessThanItsTimeout() throws Exception {
    for (Silence silence : Silence.values()) {
      try (FakeCouch couch = FakeCouch.start()) {
        CouchStorage leader = open(couch, folder.resolve("leader"), Duration.ofHours(1));
        Eventually.await("it leads", () -> leader.leads(CHANNEL));
        CouchStorage standby = open(couch, folder.resolve("standby"), Duration.ofHours(1));
        Eventually.await("it follows", () -> standby.all().get(CHANNEL).isReady());
        couch.stopAnswering(silence);

        standby.close();
        leader.close();
      }
    }
  }
}
