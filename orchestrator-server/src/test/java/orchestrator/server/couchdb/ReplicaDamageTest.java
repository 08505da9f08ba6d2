package orchestrator.server.couchdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import orchestrator.server.storage.DamagedException;
import orchestrator.server.storage.FolderWatch;
import orchestrator.server.storage.RocksMemory;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** A replica that is damaged is thrown away; one that cannot be used now is left as it is. */
class ReplicaDamageTest {
  private static final long POSITION = 7;

  @TempDir private Path temp;
  private Path folder;
  private final RocksMemory memory = new RocksMemory();
  private final Logger logger = (Logger) LoggerFactory.getLogger(LocalReplica.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    folder = temp.resolve("views/mychannel");
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void close() {
    logger.detachAppender(log);
    memory.close();
  }

  private LocalReplica open() {
    return LocalReplica.open("mychannel", folder, memory, new FolderWatch(folder.toString()));
  }

  /** A replica of some rows, in a table, and more of them in the log. */
  private void fill() {
    try (LocalReplica replica = open()) {
      replica.restart("database");
      replica.add(Member.rows("apple", StoreFixture.noise(10_000)), POSITION - 1, "");
    }
    try (LocalReplica replica = open()) {
      replica.add(Member.rows("banana", StoreFixture.noise(10_000)), POSITION, "");
    }
  }

  /** All that was written is in tables, and not in a cache that is read later. */
  private void flush() {
    try (RocksMemory other = new RocksMemory()) {
      LocalReplica.open("mychannel", folder, other, new FolderWatch(folder.toString())).close();
    }
  }

  private List<Path> files(String pattern) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      List<Path> found = StreamSupport.stream(files.spliterator(), false).toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }

  private static byte[] garbage(int length) {
    byte[] garbage = new byte[length];
    new Random(1).nextBytes(garbage);
    return garbage;
  }

  private static void overwrite(Path path, long at) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(at);
      file.write(garbage(10));
    }
  }

  private interface Damage {
    void to(Path file) throws IOException;
  }

  static Stream<Arguments> damages() {
    Damage replaced = file -> Files.write(file, garbage((int) Files.size(file)));
    Damage inPart = file -> overwrite(file, 1000);
    Damage text = file -> Files.writeString(file, "garbage\n");
    Damage empty = file -> Files.write(file, new byte[0]);
    return Stream.of(
        arguments("CURRENT", "replaced", replaced),
        arguments("CURRENT", "text", text),
        arguments("CURRENT", "empty", empty),
        arguments("CURRENT", "gone", (Damage) Files::delete),
        arguments("MANIFEST-*", "replaced", replaced),
        arguments("MANIFEST-*", "text", text),
        arguments("MANIFEST-*", "empty", empty),
        arguments("MANIFEST-*", "gone", (Damage) Files::delete),
        arguments("*.sst", "replaced", replaced),
        arguments("*.sst", "text", text),
        arguments("*.sst", "empty", empty),
        arguments("*.sst", "gone", (Damage) Files::delete),
        arguments("*.log", "in part", inPart));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("damages")
  void aViewWithADamagedFileIsBuiltAnew(String pattern, String how, Damage damage)
      throws IOException {
    fill();
    for (Path file : files(pattern)) {
      damage.to(file);
    }

    isBuiltAnew();
  }

  @Test
  void aViewWhoseMarkCannotBeReadIsBuiltAnew() throws IOException {
    fill();
    flush();
    for (Path table : files("*.sst")) {
      overwrite(table, Files.readString(table, ISO_8859_1).indexOf("\"position\""));
    }

    isBuiltAnew();
  }

  private void isBuiltAnew() {
    try (LocalReplica replica = open()) {
      assertThat(replica.mark().position()).isZero();
      assertThat(replica.mark().database()).isEmpty();
      assertThat(replica.latest().get(Member.rows("apple", "").firstKey())).isEmpty();
      replica.restart("database");
      replica.add(Member.rows("cherry", "black"), 1, "");
    }
    assertThat(log.list)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getLevel()).isEqualTo(Level.WARN);
              assertThat(line.getFormattedMessage())
                  .startsWith("channel mychannel: its replica is damaged and is built anew: ")
                  .contains(folder.toString())
                  .doesNotContain("\n");
            });
    try (LocalReplica replica = open()) {
      assertThat(replica.mark().position()).isEqualTo(1);
    }
  }

  @Test
  void nothingButTheViewIsRemoved() throws IOException {
    fill();
    Path other = Files.writeString(temp.resolve("views/other"), "of another channel");
    Path note = Files.writeString(folder.resolve("note.txt"), "of the operator");
    Files.writeString(folder.resolve("CURRENT"), "garbage");

    isBuiltAnew();

    assertThat(other).hasContent("of another channel");
    assertThat(note).hasContent("of the operator");
  }

  @Test
  void aViewThatSomebodyHasOpenIsLeftAsItIs() throws IOException {
    fill();
    try (LocalReplica holder = open()) {
      assertThat(holder.mark().position()).isEqualTo(POSITION);
      assertThatThrownBy(this::open)
          .isInstanceOf(StorageException.class)
          .isNotInstanceOf(DamagedException.class)
          .hasMessageStartingWith(folder + " cannot be opened: ");
    }
    isWhole();
  }

  @Test
  void aFolderThatCannotBeUsedIsLeftAsItIs() throws IOException {
    fill();
    Path inTheWay = folder.resolve("LOCK");
    Files.delete(inTheWay);
    Files.createDirectory(inTheWay);

    assertThatThrownBy(this::open)
        .isInstanceOf(StorageException.class)
        .isNotInstanceOf(DamagedException.class)
        .hasMessageStartingWith(folder + " cannot be opened: ")
        .hasMessageNotContaining("\n");

    Files.delete(inTheWay);
    isWhole();
  }

  private void isWhole() {
    try (LocalReplica replica = open()) {
      assertThat(replica.mark().position()).isEqualTo(POSITION);
      assertThat(replica.latest().get(Member.rows("apple", "").firstKey()))
          .hasValue(StoreFixture.noise(10_000).getBytes(UTF_8));
    }
    assertThat(log.list).isEmpty();
  }
}
