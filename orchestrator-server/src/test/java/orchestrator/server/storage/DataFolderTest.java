package orchestrator.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path temp;

  @Test
  void aFolderIsMadeWhereItIsMissing() {
    Path folder = temp.resolve("deep/down");

    DataFolder.open(folder).close();

    assertThat(folder.resolve("format")).hasContent("1");
  }

  @Test
  void aSecondServerIsToldThatTheFolderIsInUse() {
    try (DataFolder open = DataFolder.open(temp)) {
      assertThat(open).isNotNull();
      assertThatThrownBy(() -> DataFolder.open(temp))
          .isInstanceOf(StorageException.class)
          .hasMessage("data folder " + temp + " is in use by another server");
    }
  }

  @Test
  void aClosedFolderCanBeOpenedAgain() {
    DataFolder.open(temp).close();
    DataFolder.open(temp).close();
  }

  @Test
  void aNewerFormatIsNotTouched() throws IOException {
    Files.writeString(temp.resolve("format"), "2\n");

    assertThatThrownBy(() -> DataFolder.open(temp))
        .isInstanceOf(StorageException.class)
        .hasMessage("data folder " + temp + " has format 2, and this version reads format 1");
  }

  @Test
  void channelsWhoseNamesDifferOnlyInCaseOrSignsHaveTheirOwnFolders() {
    try (DataFolder folder = DataFolder.open(temp)) {
      assertThat(folder.channel("My/Channel"))
          .isNotEqualTo(folder.channel("my/channel"))
          .isNotEqualTo(folder.channel("My%2fChannel"))
          .hasParentRaw(temp.resolve("channels"));
    }
  }

  @Test
  void theLongestNamesHaveFoldersThatTheFileSystemTakes() throws IOException {
    try (DataFolder folder = DataFolder.open(temp)) {
      Path first = folder.channel("A".repeat(99) + "B");
      Path second = folder.channel("A".repeat(99) + "C");

      assertThat(first).isNotEqualTo(second);
      assertThat(Files.createDirectories(first)).isDirectory();
      assertThat(folder.channel("a".repeat(100))).hasFileName("a".repeat(100));
    }
  }
}
