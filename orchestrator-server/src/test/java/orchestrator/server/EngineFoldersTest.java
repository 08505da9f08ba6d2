package orchestrator.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import orchestrator.server.config.EngineOptions;
import org.junit.jupiter.api.Test;

/** What is outside an engine's folder knows no engine. */
class EngineFoldersTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("basedir", ""), "src/main/java/orchestrator/server");

  @Test
  void noOtherPackageImportsOne() throws IOException {
    List<String> engines = EngineOptions.INSTALLED.stream().map(EngineOptions::name).toList();
    assertThat(engines).containsExactly("embedded", "couchdb", "ledger");
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String folder = SOURCES.relativize(file).getName(0).toString();
        for (String engine : engines) {
          if (!folder.equals(engine)) {
            assertThat(Files.readString(file))
                .as(file.toString())
                .doesNotContain("orchestrator.server." + engine + ".");
          }
        }
      }
    }
  }
}
