package orchestrator.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import orchestrator.lib.persistence.Key;
import orchestrator.server.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is left without its folder, or shares it. */
class LostFolderTest {
  @TempDir private Path temp;
  private Path data;
  private RocksStores storage;
  private Store store;

  @BeforeEach
  void open() {
    data = temp.resolve("data");
    storage = RocksStores.open(data, List.of("a"));
    store = storage.all().get("a");
    commit("1");
  }

  @AfterEach
  void close() {
    storage.close();
  }

  /** What becomes of a folder while a server has it. */
  private enum Mishap {
    DELETED {
      @Override
      void to(Path data) throws IOException {
        delete(data);
      }
    },
    MOVED {
      @Override
      void to(Path data) throws IOException {
        Files.move(data, data.resolveSibling("moved"));
      }
    },
    MOVED_AND_MADE_ANEW {
      @Override
      void to(Path data) throws IOException {
        MOVED.to(data);
        // RocksDB does not open a database twice in one process, wherever its files are now.
        Files.createDirectories(data.resolve("channels/a/db"));
      }
    },
    REPLACED_BY_A_BACKUP {
      @Override
      void to(Path data) throws IOException {
        copy(data, data.resolveSibling("backup"));
        delete(data);
        Files.move(data.resolveSibling("backup"), data);
      }
    },
    WRITTEN_OVER_BY_AN_OLDER_BACKUP {
      @Override
      void to(Path data) throws IOException {
        Path mark = data.resolve("channels/a/commits");
        byte[] older = Files.readAllBytes(mark);
        older[7]--;
        Files.write(mark, older);
      }
    },
    TAKEN_BY_ANOTHER_SERVER_THAT_SAW_NO_LOCK {
      @Override
      void to(Path data) throws IOException {
        DurableFiles.createFile(data.resolve("holder"), "another\n");
      }
    },
    WITHOUT_A_CHANNEL {
      @Override
      void to(Path data) throws IOException {
        delete(data.resolve("channels/a"));
      }
    },
    WITHOUT_A_DATABASE {
      @Override
      void to(Path data) throws IOException {
        delete(data.resolve("channels/a/db"));
      }
    },
    WITH_ANOTHER_DATABASE {
      @Override
      void to(Path data) throws IOException {
        Path database = data.resolve("channels/a/db");
        copy(database, data.resolveSibling("backup"));
        delete(database);
        Files.move(data.resolveSibling("backup"), database);
      }
    },
    A_FILE {
      @Override
      void to(Path data) throws IOException {
        delete(data);
        Files.writeString(data, "no folder");
      }
    };

    abstract void to(Path data) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsCommittedOrReadOnceTheFolderIs(Mishap mishap) throws IOException {
    mishap.to(data);

    assertThatThrownBy(() -> commit("2")).isInstanceOf(StorageException.class);
    assertThatThrownBy(store::term).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> store.latest().get(Key.of("t", "k")))
        .isInstanceOf(StorageException.class);
    assertThatThrownBy(store::snapshot).isInstanceOf(StorageException.class);
    assertThat(store.isReady()).isFalse();
    assertThat(storage.folder().watch().isKept()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"MOVED_AND_MADE_ANEW", "REPLACED_BY_A_BACKUP", "WITH_ANOTHER_DATABASE"})
  void theEndOfTheServerTouchesNothingThatIsInThePlace(Mishap mishap) throws IOException {
    mishap.to(data);
    // RocksDB removes tables at its end that it finds in its folder and does not know.
    Path table = Files.writeString(data.resolve("channels/a/db/000001.sst"), "of another");
    List<Path> before = files(data);

    storage.close();

    assertThat(files(data)).isEqualTo(before);
    assertThat(table).exists();
  }

  @Test
  void theLossIsNoticedWithoutACommit() throws IOException {
    Mishap.MOVED.to(data);

    Eventually.await("the loss is known", () -> !store.isReady());
    Files.move(temp.resolve("moved"), data);

    assertThatThrownBy(() -> commit("2"))
        .isInstanceOf(FolderLostException.class)
        .hasMessage(
            "data folder "
                + data
                + " has been taken from this server, which does nothing more until it is started"
                + " again");
  }

  @Test
  void whatWasCommittedIsInTheFolderWhereverItIs() throws IOException {
    Mishap.MOVED_AND_MADE_ANEW.to(data);
    assertThatThrownBy(() -> commit("2")).isInstanceOf(FolderLostException.class);
    storage.close();

    storage = RocksStores.open(temp.resolve("moved"), List.of("a"));

    store = storage.all().get("a");
    assertThat(store.latest().get(Key.of("t", "k"))).contains("1".getBytes(UTF_8));
  }

  @Test
  void aLinkThatIsTurnedToAnotherFolderTakesThisOneAway() throws IOException {
    storage.close();
    Path link = Files.createSymbolicLink(temp.resolve("link"), data);
    storage = RocksStores.open(link, List.of("a"));
    store = storage.all().get("a");
    commit("2");
    copy(data, temp.resolve("other"));
    Files.delete(link);
    Files.createSymbolicLink(link, temp.resolve("other"));

    assertThatThrownBy(() -> commit("3")).isInstanceOf(FolderLostException.class);
  }

  @Test
  void aFolderIsInUseUnderItsOtherNamesToo() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), data);
    Path linked = Files.createDirectories(temp.resolve("linked"));
    Files.createLink(linked.resolve("format"), data.resolve("format"));

    for (Path other : List.of(data, link, linked)) {
      assertThatThrownBy(() -> DataFolder.open(other))
          .isInstanceOf(StorageException.class)
          .hasMessage("data folder " + other + " is in use by another server");
    }
    commit("2");
  }

  @Test
  void withoutLockFilesTheFolderIsStillInUse() throws IOException {
    Files.delete(data.resolve("channels/a/db/LOCK"));

    assertThatThrownBy(() -> DataFolder.open(data)).hasMessageContaining("is in use by another");
    commit("2");
  }

  @Test
  void withoutTheFileThatIsLockedTheFolderIsRefusedAndItsServerGoesOn() throws IOException {
    Files.delete(data.resolve("format"));

    assertThatThrownBy(() -> DataFolder.open(data))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "data folder "
                + data
                + " lacks its file \"format\": make sure that no server uses the folder, then write"
                + " 2 into that file");
    commit("2");
  }

  @Test
  void whereFilesHaveNoKeysTheirTextTells() throws IOException {
    NamedFile.Keys none =
        path -> {
          Files.size(path);
          return Optional.empty();
        };
    try (DataFolder folder = DataFolder.open(temp.resolve("keyless"), none)) {
      assertThat(folder.watch().isKept()).isTrue();

      DurableFiles.createFile(temp.resolve("keyless/holder"), "another\n");

      assertThat(folder.watch().isKept()).isFalse();
    }
  }

  private void commit(String value) {
    TreeMap<Key, Optional<byte[]>> changes = new TreeMap<>();
    changes.put(Key.of("t", "k"), Optional.of(value.getBytes(UTF_8)));
    store.commit(store.term(), changes);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files = files(folder);
    for (int i = files.size() - 1; i >= 0; i--) {
      Files.delete(files.get(i));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
