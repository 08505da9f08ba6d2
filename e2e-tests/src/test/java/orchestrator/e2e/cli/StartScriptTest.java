package orchestrator.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script with the real jar. */
class StartScriptTest {
  @TempDir private Path folder;
  private Path link;
  private Script script;

  @BeforeEach
  void aLinkToALinkInAnotherFolder() throws Exception {
    link = Files.createSymbolicLink(folder.resolve("first"), Script.ofThisProject());
    Path relative = Files.createDirectories(folder.resolve("a b")).resolve("orchestrator");
    Files.createSymbolicLink(relative, Path.of("..", link.getFileName().toString()));
    script = new Script(relative, folder).with("JAVA_HOME", System.getProperty("java.home"));
  }

  /** JUnit warns of links that lead out of its folder. */
  @AfterEach
  void removeTheLink() throws IOException {
    Files.delete(link);
  }

  @Test
  void itRunsFromAnyFolderAndThroughLinks() throws Exception {
    Script.Result result = script.run("version");

    assertThat(result.error()).isEmpty();
    assertThat(result.out()).matches("\\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(result.code()).isZero();
  }

  /** Needs what a build by Maven leaves beside the jar, unless that was left out. */
  @Test
  void theProgramStartsFromTheArchiveThatTheBuildHasMade() throws Exception {
    Script.Result result =
        script
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("JAVA_OPTS", "-Xlog:class+load=info")
            .run("version");

    assertThat(result.out()).contains("orchestrator.app.Main source: shared objects file");
    assertThat(result.code()).isZero();
  }

  @Test
  void theExitCodeIsThePrograms() throws Exception {
    Script.Result result = script.run("serve", "--listen", "nowhere");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.error())
        .isEqualTo("orchestrator: --listen must be HOST:PORT, not \"nowhere\"\n");
  }

  @Test
  void aJavaThatCannotRunIsNamed() throws Exception {
    Path home = folder.resolve("jdk");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexit 1\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();

    Script.Result result = script.with("JAVA_HOME", home.toString()).run("version");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.error())
        .isEqualTo(
            "orchestrator: a JDK of version 17 or later is needed, and %s is of no version that it tells\n"
                .formatted(java));
  }

  @Test
  void itBecomesTheServerSoThatSignalsReachIt() throws Exception {
    Script.Running server =
        script.start("--listen", "127.0.0.1:0", "--http-listen=127.0.0.1:0", "--data", "data");
    try {
      server.awaitOutput("orchestrator: http on ");
      assertThat(server.process().info().command().orElseThrow()).endsWith("java");
      server.process().destroy();

      assertThat(server.end().code()).isZero();
      assertThat(folder.resolve("data")).isDirectory();
    } finally {
      server.process().destroyForcibly();
    }
  }
}
