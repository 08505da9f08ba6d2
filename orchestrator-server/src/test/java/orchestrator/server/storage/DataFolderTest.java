package orchestrator.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import orchestrator.server.config.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path temp;

  @Test
  void aFolderIsMadeWhereItIsMissing() {
    Path folder = temp.resolve("deep/down");

    DataFolder.open(folder).close();

    assertThat(folder.resolve("format")).hasContent("2");
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
  void aFolderWithSomebodyElsesFilesIsNotTouched() throws IOException {
    Path thesis = Files.writeString(temp.resolve("thesis.txt"), "precious");
    Files.createDirectory(temp.resolve("lost+found"));

    assertThatThrownBy(() -> DataFolder.open(temp))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "data folder "
                + temp
                + " holds \"thesis.txt\" and no data of a server; name a folder that is empty or"
                + " not there yet");
    try (Stream<Path> there = Files.list(temp)) {
      assertThat(there).containsExactlyInAnyOrder(thesis, temp.resolve("lost+found"));
    }
  }

  @Test
  void theRootOfAFileSystemIsTakenAndWhatAStartThatWasCutHasLeft() throws IOException {
    Files.createDirectory(temp.resolve("lost+found"));
    Files.createFile(temp.resolve("lock"));
    Files.writeString(temp.resolve("format.new"), "");

    DataFolder.open(temp).close();
    Files.createFile(temp.resolve("notes of the operator"));
    DataFolder.open(temp).close();
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(SettingsException.class)
        .hasMessage("data folder " + file + " is a file; name a folder");
    assertThatThrownBy(() -> DataFolder.open(file.resolve("below")))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "data folder " + file + "/below cannot be used: Not a directory at " + file + "/below");
  }

  @Test
  void aClosedFolderCanBeOpenedAgain() {
    DataFolder.open(temp).close();
    DataFolder.open(temp).close();
  }

  @Test
  void aNewerFormatIsNotTouched() throws IOException {
    Files.writeString(temp.resolve("format"), "3\n");

    assertThatThrownBy(() -> DataFolder.open(temp))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "data folder " + temp + " has format 3, and this version reads formats 1 and 2");
  }

  @Test
  void aFolderOfTheOlderFormatIsTakenOverAndTheOlderVersionKeptOut() throws IOException {
    Files.writeString(temp.resolve("format"), "1\n");

    DataFolder.open(temp).close();

    assertThat(temp.resolve("format")).hasContent("2");
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
