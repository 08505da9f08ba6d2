package orchestrator.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real script in a small tree of its own, with a JDK and a Maven that only say what they do.
 */
class BuildWhenNeededTest {
  /** The project's modules that are in the jars that the script runs, in the order of the POM. */
  private static final List<String> MODULES =
      Pattern.compile("<module>(.*)</module>")
          .matcher(read(Script.ofThisProject().resolveSibling("../pom.xml")))
          .results()
          .map(module -> module.group(1))
          .filter(module -> !module.matches("memory-engine|e2e-tests"))
          .toList();

  /** What a build of everything leaves. */
  private static final String JARS =
      "for jar in app/target/orchestrator.jar"
          + " chaincode/target/orchestrator-chaincode.jar fabric-loopback/target/fabric-loopback.jar;"
          + " do mkdir -p ${jar%/*} && touch $jar; done";

  @TempDir private Path folder;
  private Path tree;
  private Path jar;
  private Path chaincode;
  private Path loopback;
  private Path builds;
  private Script script;

  @BeforeEach
  void aTreeThatWasNeverBuilt() throws IOException {
    tree = folder.resolve("tree");
    jar = tree.resolve("app/target/orchestrator.jar");
    chaincode = tree.resolve("chaincode/target/orchestrator-chaincode.jar");
    loopback = tree.resolve("fabric-loopback/target/fabric-loopback.jar");
    builds = folder.resolve("builds");
    for (String module : MODULES) {
      write(tree.resolve(module).resolve("pom.xml"), "<project/>");
      write(tree.resolve(module).resolve("src/main/java/A.java"), "class A {}");
    }
    write(tree.resolve("pom.xml"), "<project/>");
    for (String program : List.of("orchestrator", "start-archive")) {
      Path ours = Script.ofThisProject().resolveSibling(program);
      write(tree.resolve("bin").resolve(program), Files.readString(ours));
    }
    jdk("17.0.1");
    maven(JARS);
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
            + "\" 2026-01-01' >&2; else echo \"java $*\"; fi\n"
            + "for each; do case $each in\n"
            + "  -XX:DumpLoadedClassList=* | -XX:AOTCacheOutput=*) touch \"${each#*=}\" ;;\n"
            + "  -Xshare:dump) dump=true ;;\n"
            + "  -XX:SharedArchiveFile=*) [ -z \"$dump\" ] || touch \"${each#*=}\" ;;\n"
            + "esac; done\n");
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

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long builds() throws IOException {
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  /** Makes the jars look as if the build had been a minute after the sources were written. */
  private void builtAfterwards() throws Exception {
    script.run("demo", "--mode=ledger");
    for (Path built : List.of(jar, chaincode, loopback)) {
      Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(60)));
    }
    Files.delete(builds);
  }

  private String java() {
    return "java -XX:+ExitOnOutOfMemoryError @"
        + tree.resolve("bin/jvm.options")
        + " -XX:SharedArchiveFile="
        + jar.resolveSibling("orchestrator.jsa")
        + " -Xlog:cds=off";
  }

  private static void touchLater(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(120)));
  }

  @Test
  void withoutAJarItBuildsSaysSoAndRuns() throws Exception {
    Script.Result result = script.run("version");

    assertThat(builds()).isEqualTo(1);
    assertThat(result.error()).startsWith("orchestrator: building, ").contains("noise");
    assertThat(result.out()).isEqualTo(java() + " -jar " + jar + " version\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void aLaterJdkHasAnArchiveOfItsOwnKind() throws Exception {
    jdk("25.0.1");

    assertThat(script.run("version").out())
        .contains(" -XX:AOTCache=" + jar.resolveSibling("orchestrator.aot") + " ")
        .doesNotContain("SharedArchiveFile");
  }

  @Test
  void withoutAnArchiveItStartsAllTheSame() throws Exception {
    script.run("version");
    Files.delete(jar.resolveSibling("orchestrator.jsa"));

    assertThat(script.run("version").out()).doesNotContain("SharedArchiveFile");
  }

  @Test
  void whoChoosesACollectorChoosesTheMemoryToo() throws Exception {
    Script.Result result = script.with("JAVA_OPTS", "-XX:+UseG1GC").run("version");

    assertThat(result.out()).doesNotContain("jvm.options").contains(" -XX:+UseG1GC -jar ");
  }

  @Test
  void whatOnlyTheDemosNetworkNeedsIsBuiltOnlyForThat() throws Exception {
    for (String command :
        List.of(
            "version",
            "demo",
            "demo --mode embedded",
            "demo --mode ledger --fabric-identities i.yaml",
            "demo --fabric-identities=i.yaml --mode=ledger",
            "demo --mode ledger --server 127.0.0.1:9000",
            "serve --mode ledger")) {
      Script.Result result = script.run(command.split(" "));
      assertThat(result.out())
          .as(command)
          .isEqualTo(java() + " -jar " + jar + " " + command + "\n");
    }
    assertThat(Files.readAllLines(builds)).singleElement().asString().contains(" -pl app -am ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo --mode ledger", "demo --rounds 2 --mode=ledger"})
  void theDemosNetworkIsBuiltAndItsJarsAreNamed(String command) throws Exception {
    Script.Result result = script.run(command.split(" "));

    assertThat(Files.readAllLines(builds))
        .singleElement()
        .asString()
        .contains(" -pl app,chaincode,fabric-loopback -am ");
    assertThat(result.error())
        .startsWith(
            "orchestrator: building, since there is no jar of"
                + " app,chaincode,fabric-loopback that is");
    assertThat(result.out())
        .isEqualTo(
            "%s -Dorchestrator.chaincode=%s -Dorchestrator.loopback=%s -jar %s %s\n"
                .formatted(java(), chaincode, loopback, jar, command));
  }

  @Test
  void onlyTheJarsWithAChangedSourceAreBuilt() throws Exception {
    builtAfterwards();
    script.run("demo", "--mode", "ledger");
    assertThat(builds()).isZero();

    Path source = tree.resolve("chaincode/src/main/java/A.java");
    touchLater(source);
    script.run("version");
    assertThat(builds()).as("the server has no part of the chaincode").isZero();
    script.run("demo", "--mode", "ledger");
    assertThat(Files.readAllLines(builds))
        .singleElement()
        .asString()
        .contains(" -pl chaincode -am ");

    Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
    builtAfterwards();
    touchLater(tree.resolve("fabric-loopback/pom.xml"));
    script.run("demo", "--mode", "ledger");
    assertThat(Files.readAllLines(builds))
        .singleElement()
        .asString()
        .contains(" -pl fabric-loopback -am ");
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
    List<String> inputs = new ArrayList<>(List.of("client/pom.xml", "pom.xml"));
    MODULES.forEach(module -> inputs.add(module + "/src/main/java/A.java"));
    for (String changed : inputs) {
      builtAfterwards();
      touchLater(tree.resolve(changed));
      script.run("demo", "--mode=ledger");
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
    maven("sleep 0.1; touch lib/src/main/java/A.java; sleep 0.1; " + JARS);
    script.run("version");
    script.run("version");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void twoStartsAtOnceBuildOnce() throws Exception {
    maven("sleep 1; " + JARS);
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
