package orchestrator.demo.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import orchestrator.demo.incoming.ModelFolder.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelFolderTest {

  @TempDir Path base;

  @Test
  void whatIsWrittenLastIsReadAndNothingElseIsLeft() throws Exception {
    ModelFolder folder = new ModelFolder(base.resolve("new"));

    folder.write(Kind.models, "m-1", "first");
    folder.write(Kind.models, "m-1", "second");
    folder.write(Kind.predictions, "m-1", "other");

    assertThat(folder.read(Kind.models, "m-1")).isEqualTo("second");
    try (Stream<Path> files = Files.walk(base)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(2);
    }
  }

  @Test
  void whatIsMissingIsToldByItsFile() {
    assertThatThrownBy(() -> new ModelFolder(base).read(Kind.models, "m-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the file %s is missing", base.resolve("models").resolve("m-1.json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../m", "a/b", "a.b", "..", "a b"})
  void anIdThatWouldLeadElsewhereIsRefused(String id) {
    ModelFolder folder = new ModelFolder(base);

    assertThatThrownBy(() -> folder.write(Kind.models, id, ""))
        .hasMessage("\"%s\" is no id for a file", id);
    assertThatThrownBy(() -> folder.read(Kind.models, id))
        .hasMessage("\"%s\" is no id for a file", id);
  }
}
