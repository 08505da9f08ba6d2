package orchestrator.server.couchdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import orchestrator.server.Eventually;
import orchestrator.server.couchdb.fake.FakeCouch;
import orchestrator.server.storage.FolderLostException;
import orchestrator.server.storage.Snapshot;
import orchestrator.server.storage.StorageException;
import orchestrator.server.storage.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server on CouchDB keeps in its folder is a cache; without it, it does nothing more. */
class LostCacheTest {
  private static final String CHANNEL = "mychannel";

  @TempDir private Path folder;

  @Test
  void aLeaderWithoutItsFolderCommitsNothingAndAnotherTakesOver() throws Exception {
    try (FakeCouch couch = FakeCouch.start();
        CouchStorage first = open(couch, "first")) {
      Store lost = leader(first);
      lost.commit(lost.term(), Member.rows("apple", "1"));
      try (CouchStorage second = open(couch, "second")) {
        Files.move(folder.resolve("first"), folder.resolve("moved"));

        assertThatThrownBy(() -> lost.commit(lost.term(), Member.rows("apple", "2")))
            .isInstanceOf(FolderLostException.class);
        assertThatThrownBy(lost::snapshot).isInstanceOf(FolderLostException.class);
        Eventually.await("it is not ready", () -> !lost.isReady());

        Store heir = leader(second);
        try (Snapshot snapshot = heir.snapshot()) {
          assertThat(snapshot.get(Member.rows("apple", "").firstKey()))
              .hasValueSatisfying(value -> assertThat(value).isEqualTo(new byte[] {'1'}));
        }
        heir.commit(heir.term(), Member.rows("apple", "3"));
      }
    }
  }

  @Test
  void aFolderHasOneServer() throws IOException {
    try (FakeCouch couch = FakeCouch.start();
        CouchStorage first = open(couch, "first")) {
      Path locked = folder.resolve("first");
      for (String lock : List.of("format", "views/mychannel/LOCK")) {
        Files.delete(locked.resolve(lock));
      }

      assertThatThrownBy(() -> open(couch, "first"))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("lacks its file \"format\"");
      leader(first);
    }
  }

  private CouchStorage open(FakeCouch couch, String server) {
    CouchDb settings = TestSettings.of(couch.url(), Optional.empty());
    return CouchStorage.open(settings, folder.resolve(server), List.of(CHANNEL));
  }

  private static Store leader(CouchStorage storage) {
    Eventually.await("it leads", () -> storage.leads(CHANNEL));
    Store store = storage.all().get(CHANNEL);
    Eventually.await("it is ready", store::isReady);
    return store;
  }
}
