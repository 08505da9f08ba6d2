package orchestrator.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real script in a small tree of its own, with a JDK and a Maven that only say what they do.
 */
class BuildWhenNeededTest {
  private static final List<String> MODULES =
      List.of("proto", "lib", "client", "demo", "orchestrator-server");

  @TempDir private Path folder;
  private Path tree;
  private Path jar;
  private Path builds;
  private Script script;

  @BeforeEach
  void aTreeThatWasNeverBuilt() throws IOException {
    tree = folder.resolve("tree");
    jar = tree.resolve("orchestrator-server/target/orchestrator.jar");
    builds = folder.resolve("builds");
    for (String module : MODULES) {
      write(tree.resolve(module).resolve("pom.xml"), "<project/>");
      write(tree.resolve(module).resolve("src/main/java/A.java"), "class A {}");
    }
    write(tree.resolve("pom.xml"), "<project/>");
    write(tree.resolve("bin/orchestrator"), Files.readString(Script.ofThisProject()));
    jdk("17.0.1");
    maven(
        "mkdir -p orchestrator-server/target && touch orchestrator-server/target/orchestrator.jar");
    script =
        new Script(tree.resolve("bin/orchestrator"), folder)
            .with("JAVA_HOME", folder.resolve("jdk").toString())
            .with("PATH", folder.resolve("maven") + ":" + System.getenv("PATH"));
  }

  private void jdk(String version) throws IOException {
    write(
        folder.resolve("jdk/bin/java"),
        "#!/bin/sh\n"
            + "if [ \"$1\" = -version ]; then echo 'openjdk version \""
            + version
            + "\" 2026-01-01' >&2; else echo \"java $*\"; fi\n");
    write(folder.resolve("jdk/bin/javac"), "#!/bin/sh\n");
  }

  private void maven(String work) throws IOException {
    write(
        folder.resolve("maven/mvn"),
        "#!/bin/sh\necho noise\necho \"$*\" >>" + builds + "\n" + work + "\n");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private long builds() throws IOException {
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  /** Makes the jar look as if the build had been a minute after the sources were written. */
  private void builtAfterwards() throws Exception {
    script.run("version");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    Files.delete(builds);
  }

  private static void touchLater(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(120)));
  }

  @Test
  void withoutAJarItBuildsSaysSoAndRuns() throws Exception {
    Script.Result result = script.run("version");

    assertThat(builds()).isEqualTo(1);
    assertThat(result.error()).startsWith("orchestrator: building, ").contains("noise");
    assertThat(result.out())
        .isEqualTo("java -XX:+ExitOnOutOfMemoryError -jar " + jar + " version\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void aJarThatIsNewerThanEverySourceIsRunAtOnce() throws Exception {
    builtAfterwards();
    touchLater(Files.createDirectories(tree.resolve("lib/src/test/java")));
    Script.Result result = script.run("serve", "--data", "a b");

    assertThat(builds()).isZero();
    assertThat(result.error()).isEmpty();
    assertThat(result.out()).endsWith("orchestrator.jar serve --data a b\n");
  }

  @Test
  void aChangedSourceOrPomOrADeletedFileMeansABuild() throws Exception {
    for (String changed : List.of("lib/src/main/java/A.java", "client/pom.xml", "pom.xml")) {
      builtAfterwards();
      touchLater(tree.resolve(changed));
      script.run("version");
      assertThat(builds()).as(changed).isEqualTo(1);
      Files.setLastModifiedTime(tree.resolve(changed), FileTime.from(Instant.now()));
    }
    builtAfterwards();
    Path source = tree.resolve("demo/src/main/java/A.java");
    Files.delete(source);
    touchLater(source.getParent());
    script.run("version");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aSourceThatChangesDuringTheBuildMeansAnotherBuild() throws Exception {
    maven(
        "sleep 0.1; touch lib/src/main/java/A.java; mkdir -p orchestrator-server/target;"
            + " sleep 0.1; touch orchestrator-server/target/orchestrator.jar");
    script.run("version");
    script.run("version");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void twoStartsAtOnceBuildOnce() throws Exception {
    maven(
        "sleep 1; mkdir -p orchestrator-server/target;"
            + " touch orchestrator-server/target/orchestrator.jar");
    Script.Running first = script.start("version");
    Script.Running second = script.start("version");

    assertThat(first.end().code()).isZero();
    assertThat(second.end().code()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aBuildThatFailsStopsTheStart() throws Exception {
    maven("exit 1");
    Script.Result result = script.run("version");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.error()).endsWith("orchestrator: the build failed\n");
  }

  @Test
  void whatIsMissingIsNamedInOneSentence() throws Exception {
    Files.delete(folder.resolve("jdk/bin/javac"));
    assertThat(script.run("version").error())
        .isEqualTo(
            "orchestrator: a JDK is needed to build, and "
                + folder.resolve("jdk/bin/java")
                + " comes without a javac\n");

    jdk("11.0.2");
    assertThat(script.run("version").error())
        .isEqualTo(
            "orchestrator: a JDK of version 17 or later is needed, and "
                + folder.resolve("jdk/bin/java")
                + " is 11.0.2\n");

    script.with("JAVA_HOME", folder.toString());
    Script.Result result = script.run("version");
    assertThat(result.error())
        .isEqualTo("orchestrator: JAVA_HOME is " + folder + ", where there is no bin/java\n");
    assertThat(result.code()).isEqualTo(1);
    assertThat(builds()).isZero();
  }

  @Test
  void optionsForTheJvmComeFromAVariable() throws Exception {
    Script.Result result = script.with("JAVA_OPTS", "-Xmx1g -ea").run("version");

    assertThat(result.out()).contains(" -Xmx1g -ea -jar ");
  }
}
