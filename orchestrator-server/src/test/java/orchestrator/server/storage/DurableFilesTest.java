package orchestrator.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
  @TempDir private Path temp;

  @Test
  void aFolderIsMadeWithThoseAboveItAndMayBeThereAlready() throws IOException {
    Path folder = temp.resolve("a/b/c");

    DurableFiles.createFolder(folder);
    DurableFiles.createFolder(folder);

    assertThat(folder).isDirectory();
  }

  @Test
  void aFileIsMadeWholeThoughAnEarlierAttemptLeftAPart() throws IOException {
    Path file = temp.resolve("format");
    Files.writeString(temp.resolve("format.new"), "what a crash left, longer than the text");

    DurableFiles.createFile(file, "1\n");

    assertThat(file).hasContent("1\n");
    assertThat(temp.resolve("format.new")).doesNotExist();
  }
}
