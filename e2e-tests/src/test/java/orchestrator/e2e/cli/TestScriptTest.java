package orchestrator.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real {@code bin/test} in a small tree of its own, with a Maven that only writes reports. */
class TestScriptTest {
  /**
   * It makes the part fail that {@code $broken} names, and leaves out the reports of {@code $idle}.
   */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$*" >>"$calls"
      report() {
        if [ "$1" != "$idle" ]; then
          mkdir -p "$2"
          echo '<testsuite version="3" name="'$1'.ATest" time="1.5" tests="3" errors="0" skipped="1" failures="'$3'">' >"$2/TEST-$1.xml"
          echo "[INFO] Tests run: 3, Failures: $3, Errors: 0, Skipped: 1, Time elapsed: 1.5 s -- in $1.ATest"
        fi
        if [ "$3" = 1 ]; then
          echo "[ERROR] $1.ATest.holds -- Time elapsed: 0.1 s <<< FAILURE!"
          echo "expected: 1 but was: 2"
        fi
      }
      failures() { if [ "$1" = "$broken" ]; then echo 1; else echo 0; fi; }
      printf '\\033[0m\\033[0m'
      case "$*" in
        *" package "*)
          printf "$warning"
          [ "$broken" != build ] || { echo "[ERROR] COMPILATION ERROR"; exit 1; }
          ;;
        *"-pl !e2e-tests"*)
          report proto proto/target/surefire-reports 0
          report lib lib/target/surefire-reports $(failures lib)
          echo "[INFO] Reactor Summary for orchestrator 0.1.0:"
          echo "[INFO] orchestrator ............... SUCCESS [  0.100 s]"
          echo "[INFO] orchestrator-proto ......... SUCCESS [  2.345 s]"
          if [ $(failures lib) = 1 ]; then result=FAILURE; else result=SUCCESS; fi
          echo "[INFO] orchestrator-lib ........... $result [01:02 min]"
          ;;
        *"-Dstorey.phase=test "*) report storey e2e-tests/target/surefire-reports-storey $(failures storey); exit $(failures storey) ;;
        *"-Dengine=embedded "*) report embedded e2e-tests/target/surefire-reports $(failures embedded); exit $(failures embedded) ;;
        *"-Dengine=http "*) report http e2e-tests/target/surefire-reports-http $(failures http); exit $(failures http) ;;
        *"-Dengine=memory "*) report memory e2e-tests/target/surefire-reports-memory $(failures memory); exit $(failures memory) ;;
        *"-Dengine=couchdb "*) report couchdb e2e-tests/target/surefire-reports-couchdb $(failures couchdb); exit $(failures couchdb) ;;
        *"-Dengine=ledger "*) report ledger e2e-tests/target/surefire-reports-ledger $(failures ledger); exit $(failures ledger) ;;
      esac
      """;

  private static final String POM =
      "<modules>\n<module>proto</module>\n<module>lib</module>\n<module>e2e-tests</module>\n</modules>";

  @TempDir private Path folder;
  private Path calls;
  private Script script;

  @BeforeEach
  void aTreeAndAMaven() throws IOException {
    calls = folder.resolve("calls");
    Path tree = folder.resolve("tree");
    program(
        tree.resolve("bin/test"), Files.readString(Script.ofThisProject().resolveSibling("test")));
    Files.writeString(tree.resolve("pom.xml"), POM);
    program(folder.resolve("programs/mvn"), MAVEN);
    program(folder.resolve("programs/npm"), "#!/bin/sh\n");
    script =
        new Script(tree.resolve("bin/test"), folder)
            .with("PATH", folder.resolve("programs") + ":" + System.getenv("PATH"))
            .with("FABRIC_HOME", "")
            .with("COUCHDB_URL", "")
            .with("COUCHDB_COMMAND", "")
            .with("calls", calls.toString())
            .with("broken", "")
            .with("idle", "")
            .with("warning", "");
  }

  private static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The line of the table that begins with a name. */
  private static String row(Script.Result result, String name) {
    return result
        .out()
        .substring(result.out().indexOf("\npart "))
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in\n" + result.out()))
        .strip()
        .replaceAll(" +", " ");
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(calls);
  }

  @Test
  void theTableNamesEachPartWithItsResultAndItsTime() throws Exception {
    Script.Result result = script.run();

    assertThat(result.error()).isEmpty();
    assertThat(row(result, "build")).startsWith("build passed ");
    assertThat(row(result, "proto")).isEqualTo("proto passed 3 0 1 2.345 s");
    assertThat(row(result, "lib")).isEqualTo("lib passed 3 0 1 01:02 min");
    for (String engine : List.of("embedded", "storey", "http", "memory", "couchdb", "ledger")) {
      assertThat(row(result, engine)).matches(engine + " passed 3 0 1 \\d+ s");
    }
    assertThat(result.out()).contains("bin/test: passed in ").endsWith("Skipped: 8\n");
    assertThat(result.out()).contains("Tests run: 24, Failures: 0, ");
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lib", "embedded", "storey", "http", "memory", "couchdb", "ledger"})
  void whatFailsKeepsNothingElseFromRunning(String broken) throws Exception {
    Script.Result result = script.with("broken", broken).run();

    assertThat(calls()).hasSize(8);
    assertThat(row(result, broken)).startsWith(broken + " FAILED 3 1 1 ");
    for (String part :
        List.of("proto", "lib", "embedded", "storey", "http", "memory", "couchdb", "ledger")) {
      if (!part.equals(broken)) {
        assertThat(row(result, part)).startsWith(part + " passed 3 0 1 ");
      }
    }
    assertThat(result.out()).contains("expected: 1 but was: 2").contains("bin/test: FAILED in ");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void nothingIsTestedWhenTheBuildFails() throws Exception {
    Script.Result result = script.with("broken", "build").run();

    assertThat(calls()).hasSize(1);
    assertThat(result.out()).contains("[ERROR] COMPILATION ERROR");
    assertThat(row(result, "build")).startsWith("build FAILED ");
    assertThat(row(result, "ledger")).startsWith("ledger not run ");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void warningsOfTheProjectsModelFailTheBuild() throws Exception {
    String warning =
        """
        [WARNING] Some problems were encountered while building the effective model for a:b:jar:1
        [WARNING] 'dependencies.dependency.version' for c:d:jar is missing
        """;
    Script.Result result = script.with("warning", warning.replace("\n", "\\n")).run();

    assertThat(calls()).hasSize(1);
    assertThat(result.out()).contains("for c:d:jar is missing");
    assertThat(row(result, "build"))
        .startsWith("build FAILED ")
        .endsWith(" warnings of the project's model fail the build");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void anEngineWhoseTestsAreNotFoundHasFailed() throws Exception {
    Script.Result result = script.with("idle", "couchdb").run();

    assertThat(row(result, "couchdb")).matches("couchdb FAILED \\d+ s no test was run");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void anEngineThatWasNotAskedForIsNamedToo() throws Exception {
    Script.Result result = script.run("-Dengine=ledger", "-Dkills=3");

    assertThat(calls()).hasSize(3).allMatch(call -> call.contains(" -Dkills=3"));
    assertThat(row(result, "couchdb")).isEqualTo("couchdb left out only ledger was asked for");
    assertThat(row(result, "ledger")).startsWith("ledger passed ");
    assertThat(result.code()).isZero();
  }

  @Test
  void theEmbeddedEngineIsTwoPartsUnlessATestIsNamed() throws Exception {
    Script.Result whole = script.run("-Dengine=embedded");

    assertThat(calls()).hasSize(4);
    assertThat(row(whole, "storey")).startsWith("storey passed ");

    Script.Result named = script.run("-Dengine=embedded", "-Dtest=PagingTest");

    assertThat(calls()).hasSize(4 + 3);
    assertThat(row(named, "storey")).isEqualTo("storey left out only embedded was asked for");
  }

  @Test
  void aQuickRunTakesASmokeOfEachEngine() throws Exception {
    Script.Result result = script.run("quick");

    assertThat(calls()).hasSize(5);
    assertThat(calls().stream().filter(call -> call.contains(" -Dprograms="))).hasSize(3);
    assertThat(calls().stream().filter(call -> call.contains(" -DexcludedGroups=slow"))).hasSize(1);
    assertThat(row(result, "fabric")).startsWith("fabric left out ");
    assertThat(result.code()).isZero();
  }

  @Test
  void noColoursGoIntoAPipe() throws Exception {
    assertThat(script.run().out()).doesNotContain("\u001b");
  }
}
