package orchestrator.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import orchestrator.server.config.SettingsException;

/**
 * Holds all of a server's state in one folder. It has one server at a time, and is marked with the
 * version of its format.
 *
 * <p>The lock is on the file that says the format, which no server can do without: without it a
 * folder that holds anything is refused. Where a lock does not hold, since file systems are without
 * them, the file {@code holder} tells: each server that opens the folder puts a new one there
 * before it reads anything, and whoever finds another than his own has lost the folder.
 */
public final class DataFolder implements AutoCloseable {
  /** Version 1 had no parent trees, which a server of that version would not keep either. */
  private static final int FORMAT = 2;

  private static final int OLDEST = 1;
  private static final String MARK = "format";
  private static final String HOLDER = "holder";
  private static final String CHANNELS = "channels";
  private static final String VIEWS = "views";

  /** What servers make in it. */
  private static final Set<String> OURS =
      Set.of(MARK, "format.new", HOLDER, "holder.new", "lock", "id", "id.new", CHANNELS, VIEWS);

  /** What the root of a file system has before anybody has put something there. */
  private static final String LOST_AND_FOUND = "lost+found";

  /** What Java reads where a name has characters that the locale lacks. */
  private static final char REPLACEMENT = '\ufffd';

  /** File systems take 255 bytes. */
  private static final int LONGEST_NAME = 200;

  private final Path given;
  private final Path folder;
  private final FolderLock lock;
  private final FileChannel holder;
  private final FolderWatch watch;

  private DataFolder(
      Path given, Path folder, FolderLock lock, FileChannel holder, FolderWatch watch) {
    this.given = given;
    this.folder = folder;
    this.lock = lock;
    this.holder = holder;
    this.watch = watch;
  }

  /**
   * Opens the folder; makes it where it is missing.
   *
   * @throws StorageException with a sentence for the operator: another server has it, its format is
   *     newer, or it cannot be used
   * @throws SettingsException if it is no data folder and not to be made one: somebody else's files
   *     are in it, or it is a file
   */
  public static DataFolder open(Path folder) {
    return open(folder, NamedFile.KEYS);
  }

  /** As the other one, on a file system with other keys. */
  static DataFolder open(Path folder, NamedFile.Keys keys) {
    try {
      refuseUnreadableName(folder);
      refuseForeign(folder);
      DurableFiles.createFolder(folder);
      requireMark(folder);
      FolderLock lock = FolderLock.of(folder, MARK);
      try {
        requireFormat(folder, lock);
        return held(folder, lock, keys);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StorageException(
          "data folder " + folder + " cannot be used: " + FileFault.of(e), e);
    }
  }

  /** Java would put other characters in their place, and make a folder of another name. */
  private static void refuseUnreadableName(Path folder) {
    String locale = System.getProperty("sun.jnu.encoding", "UTF-8");
    boolean lost = !folder.isAbsolute() && System.getProperty("user.dir").indexOf(REPLACEMENT) >= 0;
    if (lost && !locale.equals("UTF-8")) {
      throw new SettingsException(
          "data folder %s is in a folder whose name has characters that this process's locale (%s) lacks; a locale such as LC_ALL=C.UTF-8 has all"
              .formatted(folder, locale));
    }
  }

  /** A folder that is named by mistake must not get our files between those that are there. */
  private static void refuseForeign(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new SettingsException("data folder " + folder + " is a file; name a folder");
    }
    if (!Files.isDirectory(folder) || Files.exists(folder.resolve(MARK))) {
      return;
    }
    try (Stream<Path> there = Files.list(folder)) {
      Optional<String> foreign =
          there
              .map(path -> path.getFileName().toString())
              .filter(name -> !OURS.contains(name) && !name.equals(LOST_AND_FOUND))
              .sorted()
              .findFirst();
      if (foreign.isPresent()) {
        throw new SettingsException(
            "data folder %s holds \"%s\" and no data of a server; name a folder that is empty or not there yet"
                .formatted(folder, foreign.get()));
      }
    }
  }

  private static boolean holdsState(Path folder) {
    return Files.exists(folder.resolve(CHANNELS)) || Files.exists(folder.resolve(VIEWS));
  }

  /** Who has removed the mark has removed the lock that a server may hold on it. */
  private static void requireMark(Path folder) {
    if (holdsState(folder) && !Files.exists(folder.resolve(MARK))) {
      throw new StorageException(
          "data folder %s lacks its file \"%s\": make sure that no server uses the folder, then write %d into that file"
              .formatted(folder, MARK, FORMAT));
    }
  }

  private static void requireFormat(Path folder, FolderLock lock) throws IOException {
    String found = lock.read();
    if (found.isEmpty() && !holdsState(folder)) {
      lock.write(FORMAT + "\n");
      found = lock.read();
    }
    if (found.equals(Integer.toString(OLDEST))) {
      // What is there stays as it is; only who does not know what will be written is kept out.
      lock.write(FORMAT + "\n");
    } else if (!found.equals(Integer.toString(FORMAT))) {
      throw new StorageException(
          "data folder %s has format %s, and this version reads formats %d and %d"
              .formatted(folder, found, OLDEST, FORMAT));
    }
  }

  private static DataFolder held(Path folder, FolderLock lock, NamedFile.Keys keys)
      throws IOException {
    // Files are opened where the folder really is, and looked for under the name that was given:
    // who turns a link to another folder takes this one away.
    Path real = folder.toRealPath();
    Path file = folder.toAbsolutePath().resolve(HOLDER);
    String text = "process " + ProcessHandle.current().pid() + "\n" + UUID.randomUUID() + "\n";
    DurableFiles.createFile(file, text);
    // As long as it is open no other file gets its key.
    FileChannel holder = FileChannel.open(file, StandardOpenOption.READ);
    try {
      FolderWatch watch =
          new FolderWatch(folder.toString(), List.of(NamedFile.of(file, text, keys)));
      requireOwn(folder, holder, text);
      watch.start();
      return new DataFolder(folder, real, lock, holder, watch);
    } catch (IOException | RuntimeException e) {
      holder.close();
      throw e;
    }
  }

  private static void requireOwn(Path folder, FileChannel holder, String text) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(text.length());
    holder.read(found, 0);
    if (!UTF_8.decode(found.flip()).toString().equals(text)) {
      throw FolderLock.inUse(folder);
    }
  }

  /** The folder of a channel's state, the same for the same name always. */
  public Path channel(String name) {
    return folder.resolve(CHANNELS).resolve(fileName(name));
  }

  /** The folder of a channel's replica of a state that is held elsewhere: a cache. */
  public Path replica(String channel) {
    return folder.resolve(VIEWS).resolve(fileName(channel));
  }

  private static String fileName(String channel) {
    return EscapedName.of(channel, '%', LONGEST_NAME);
  }

  /** Where the folder is, without links. */
  Path path() {
    return folder;
  }

  /** What an operator reads when the folder is no longer this server's. */
  public String inWords() {
    return "data folder " + given + " as this server has opened it";
  }

  /** Whether it is still this server's. */
  public FolderWatch watch() {
    return watch;
  }

  /** What tells this folder from those of other servers, for as long as it lives. */
  public String id() {
    Path file = folder.resolve("id");
    try {
      if (!Files.exists(file)) {
        DurableFiles.createFile(file, UUID.randomUUID() + "\n");
      }
      return Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new StorageException(file + " cannot be used: " + FileFault.of(e), e);
    }
  }

  @Override
  public void close() {
    watch.close();
    Stores.close(List.of(holder, lock));
  }
}
