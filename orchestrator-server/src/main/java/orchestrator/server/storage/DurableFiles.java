package orchestrator.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Makes folders and files that are there, name and all, after a power failure too. */
final class DurableFiles {
  /** Windows does not open folders. */
  private static final boolean CAN_FORCE_FOLDERS = File.separatorChar == '/';

  private DurableFiles() {}

  /** Makes a folder where it is missing, and those above it. */
  static void createFolder(Path folder) throws IOException {
    List<Path> changed = new ArrayList<>();
    Path made = folder.toAbsolutePath();
    while (!Files.isDirectory(made)) {
      made = made.resolveSibling("");
      changed.add(made);
    }
    Files.createDirectories(folder);
    for (Path parent : changed) {
      forceFolder(parent);
    }
  }

  /** Makes a text file that is there whole or not at all. */
  static void createFile(Path file, String text) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(file.toAbsolutePath().resolveSibling(""));
  }

  /** Makes the names in a folder durable; the files have to be forced themselves. */
  private static void forceFolder(Path folder) throws IOException {
    if (CAN_FORCE_FOLDERS) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
