package orchestrator.http.account;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** Reads and replaces a file of accounts. */
public final class AccountsFile {
  private static final int MOST_BYTES = 3 << 20;
  private static final Lock IN_THIS_PROCESS = new ReentrantLock();

  private final Path path;

  /** Names the file, which need not exist yet. */
  public AccountsFile(Path path) {
    this.path = path;
  }

  /**
   * Reads the accounts as they are now.
   *
   * @throws AccountsException that names the file and says what is wrong
   */
  public Accounts read() {
    return AccountsReader.read(path.toString(), content());
  }

  /**
   * The bytes of the file.
   *
   * @throws AccountsException when it cannot be read, or is larger than 3 MiB
   */
  byte[] content() {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(MOST_BYTES + 1);
      if (content.length > MOST_BYTES) {
        throw new AccountsException(path + ": it is larger than 3 MiB");
      }
      return content;
    } catch (IOException e) {
      throw new AccountsException(path + ": " + reason(e));
    }
  }

  /** Says that others than its owner and group may read the file, or write it. */
  Optional<String> warning() {
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      if (view != null) {
        Set<PosixFilePermission> modes = view.readAttributes().permissions();
        if (modes.contains(PosixFilePermission.OTHERS_WRITE)) {
          return Optional.of(path + " can be written by every user of this machine: chmod 600 it");
        }
        if (modes.contains(PosixFilePermission.OTHERS_READ)) {
          return Optional.of(path + " can be read by every user of this machine: chmod 600 it");
        }
      }
    } catch (IOException e) {
      // Whoever reads it says so.
      return Optional.empty();
    }
    return Optional.empty();
  }

  /**
   * Puts what the change makes of the accounts in the place of the file, at once or not at all;
   * other processes that change it wait. A missing or empty file has no accounts yet.
   *
   * @throws AccountsException when the file cannot be read or written, or from the change
   */
  Accounts update(UnaryOperator<Accounts> change) {
    IN_THIS_PROCESS.lock();
    try {
      // A link stays one.
      Path file = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
      Path lock = file.resolveSibling("." + file.getFileName() + ".lock");
      try (FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        Object unused = channel.lock();
        Accounts changed = change.apply(present());
        replace(file, AccountsWriter.write(changed).getBytes(StandardCharsets.UTF_8));
        return changed;
      }
    } catch (IOException e) {
      throw new AccountsException(path + ": " + reason(e));
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  /**
   * The accounts as they are now; none when there is no file yet, or an empty one.
   *
   * @throws AccountsException that names the file and says what is wrong
   */
  Accounts present() {
    if (Files.notExists(path)) {
      return Accounts.NONE;
    }
    byte[] content = content();
    return content.length == 0 ? Accounts.NONE : AccountsReader.read(path.toString(), content);
  }

  private static void replace(Path file, byte[] content) throws IOException {
    // Nobody else may read what this makes.
    Path temporary = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".new");
    try {
      if (Files.exists(file)) {
        keepOwner(file, temporary);
      }
      try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        out.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** So that a server under another user can still read it. */
  private static void keepOwner(Path file, Path temporary) throws IOException {
    PosixFileAttributeView to = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    if (to == null) {
      return;
    }
    PosixFileAttributes from = Files.readAttributes(file, PosixFileAttributes.class);
    PosixFileAttributes made = to.readAttributes();
    try {
      if (!from.group().equals(made.group())) {
        to.setGroup(from.group());
      }
      if (!from.owner().equals(made.owner())) {
        to.setOwner(from.owner());
      }
    } catch (IOException e) {
      throw new IOException("its owner and group cannot be kept", e);
    }
    to.setPermissions(from.permissions());
  }

  private static String reason(IOException trouble) {
    if (trouble instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (trouble instanceof AccessDeniedException) {
      return "access is denied";
    }
    String message = trouble.getMessage();
    return message == null ? trouble.getClass().getSimpleName() : message;
  }

  /** The path as it was given. */
  @Override
  public String toString() {
    return path.toString();
  }
}
