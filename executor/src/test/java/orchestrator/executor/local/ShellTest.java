package orchestrator.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orchestrator.executor.Execution;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.ExecutorSettings.Allowed;
import orchestrator.executor.ExecutorSettings.Limits;
import orchestrator.executor.TestSettings;
import orchestrator.executor.WorkResult;
import orchestrator.executor.WorkResult.Status;
import orchestrator.executor.Works;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
  private static final long BOUND_SECONDS = 30;

  @TempDir private Path folder;
  private LocalExecutor executor = new LocalExecutor(ExecutorSettings.DEFAULT);

  private ExecutorSettings settings() {
    return ExecutorSettings.DEFAULT
        .with(Allowed.engines("shell"))
        .with(TestSettings.workIn(folder.resolve("work")));
  }

  private void use(ExecutorSettings settings) {
    executor.close();
    executor = new LocalExecutor(settings);
  }

  @AfterEach
  void close() {
    executor.close();
  }

  private WorkResult run(Works works) {
    return executor.start(works.work()).outcome().orTimeout(BOUND_SECONDS, TimeUnit.SECONDS).join();
  }

  private Path program(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static long pidIn(Path file) throws Exception {
    for (int i = 0; i < 1000 * BOUND_SECONDS; i += 5) {
      if (Files.exists(file) && Files.readString(file).endsWith("\n")) {
        return Long.parseLong(Files.readString(file).strip());
      }
      Thread.sleep(5);
    }
    throw new AssertionError("nothing has written " + file);
  }

  private static boolean isAlive(long pid) throws IOException {
    Path stat = Path.of("/proc", "" + pid, "stat");
    // What has ended and nobody has asked for is a zombie.
    return Files.exists(stat) && !Files.readString(stat).replaceFirst(".*\\) ", "").startsWith("Z");
  }

  @Test
  void argumentsAreGivenAsTheyAre() {
    use(settings());

    WorkResult outcome = run(Works.of("shell", "printf", "%s|", "a b", "$HOME", "*", "", "'\""));

    assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(outcome.log()).isEqualTo("a b|$HOME|*||'\"|");
  }

  @Test
  void anExitCodeIsAFailure() {
    use(settings());

    WorkResult outcome = run(Works.script("echo out; echo bad >&2; exit 3").wants("a"));

    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason()).matches("/.*/sh ended with exit code 3");
    assertThat(outcome.log()).contains("out\n", "bad\n");
    assertThat(outcome.outputs()).isEqualTo(Map.of("a", ""));
    assertThat(run(Works.script("kill -9 $$")).reason()).endsWith("sh was ended by signal 9");
  }

  @Test
  void linesOfStandardOutputSetTheWantedOutputs() {
    use(settings());

    WorkResult outcome =
        run(Works.script("echo a=1; echo b=2; echo a=3; echo c=4 >&2").wants("a", "c"));

    assertThat(outcome.outputs()).isEqualTo(Map.of("a", "3", "c", ""));
  }

  @Test
  void anOutputThatIsTooLongIsAFailure() {
    use(settings().with(Limits.DEFAULT.withLogBytes(100)));

    WorkResult outcome = run(Works.script("printf 'a=%0200d' 1").wants("a"));

    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason()).isEqualTo("the output a is longer than 100 bytes");
  }

  @Test
  void aMissingProgramIsAFailure() {
    use(settings());

    for (String wrong : List.of("no-such-program", "./no-such", "/etc/passwd", "/", "a\0b")) {
      assertThat(run(Works.of("shell", wrong)).status()).isEqualTo(Status.FAILED);
    }
    assertThat(run(Works.of("shell", "no-such-program")).reason())
        .isEqualTo("there is no program no-such-program");
    assertThat(run(Works.of("shell", "")).reason())
        .isEqualTo("the engine shell needs a program as the artifact");
  }

  @Test
  void whatCannotBeExecutedIsAFailure() throws Exception {
    use(settings());
    Path odd = program("odd", "");
    Files.writeString(odd, "#!/no/such/interpreter\n");

    WorkResult outcome = run(Works.of("shell", odd.toString()));

    assertThat(outcome.status()).isEqualTo(Status.FAILED);
  }

  @Test
  void eachTryHasAFolderOfItsOwnThatIsRemoved() throws Exception {
    use(settings());

    String[] seen = new String[2];
    for (int i = 0; i < 2; i++) {
      WorkResult outcome =
          run(
              Works.script(
                      "echo here=$PWD; ls -A; mkdir -p deep/er; touch deep/er/x;"
                          + " chmod 000 deep; ln -s / root")
                  .wants("here"));
      seen[i] = outcome.outputs().get("here");
      assertThat(outcome.log()).isEqualTo("here=" + seen[i] + "\n");
      assertThat(Path.of(seen[i])).doesNotExist();
    }

    assertThat(seen[0]).isNotEqualTo(seen[1]).startsWith(folder.resolve("work").toString());
    executor.close();
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  @Test
  void tryMayRunInAGivenFolderInstead() {
    use(settings().with(TestSettings.runIn(folder)));

    assertThat(run(Works.script("touch kept; echo here=$PWD").wants("here")).outputs())
        .containsEntry("here", folder.toString());
    assertThat(folder.resolve("kept")).exists();
  }

  @Test
  void aProgramInheritsOnlyAFewVariables() {
    use(
        settings()
            .with(
                TestSettings.environment(
                    Map.of("PATH", "/usr/bin:/bin", "HOME", "/h", "SECRET_TOKEN", "x"))));

    WorkResult outcome =
        run(
            Works.of("shell", "env")
                .attempt("key/2")
                .variables(Map.of("MINE", "1", "HOME", "/me")));

    assertThat(outcome.log().lines().filter(line -> !line.startsWith("ORCHESTRATOR_RUN=")))
        .containsExactlyInAnyOrder(
            "PATH=/usr/bin:/bin", "HOME=/me", "MINE=1", "ORCHESTRATOR_ATTEMPT=key/2");
  }

  @Test
  void aVariableWithoutAProperNameIsAFailure() {
    use(settings());

    assertThat(run(Works.script("true").variables(Map.of("a=b", ""))).reason())
        .isEqualTo("the environment variable a=b has no name that shells accept");
  }

  @Test
  void standardInputIsEmpty() {
    use(settings());

    assertThat(run(Works.of("shell", "cat")).status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void aCancelKillsTheWholeTree() throws Exception {
    use(settings());
    Path child = folder.resolve("child");
    Path orphan = folder.resolve("orphan");
    Path away = folder.resolve("away");
    // A child, one whose parent has ended, and one that has a session of its own; none obeys.
    String stubborn = "trap '' TERM HUP INT; echo $$ > %s; while :; do sleep 0.1; done";
    Execution execution =
        executor.start(
            Works.script(
                    "trap '' TERM\n"
                        + "sh -c \""
                        + stubborn.formatted(child).replace("$", "\\$")
                        + "\" &\n"
                        + "(sh -c \""
                        + stubborn.formatted(orphan).replace("$", "\\$")
                        + "\" & )\n"
                        + "(setsid sh -c \""
                        + stubborn.formatted(away).replace("$", "\\$")
                        + "\" & )\n"
                        + "wait; sleep 1000")
                .work());
    List<Long> processes = new ArrayList<>();
    for (Path file : List.of(child, orphan, away)) {
      processes.add(pidIn(file));
    }
    assertThat(processes).allMatch(pid -> ProcessHandle.of(pid).isPresent());

    long start = System.nanoTime();
    execution.cancel();
    WorkResult outcome = execution.outcome().orTimeout(BOUND_SECONDS, TimeUnit.SECONDS).join();

    assertThat(outcome.status()).isEqualTo(Status.CANCELED);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    for (long process : processes) {
      assertThat(isAlive(process)).isFalse();
    }
  }

  @Test
  void aProgramThatIsStoppedMayTidyUp() throws Exception {
    use(settings());
    Path ready = folder.resolve("ready");
    Execution execution =
        executor.start(
            Works.script(
                    "trap 'echo tidied; exit 0' TERM; echo $$ > " + ready + "; sleep 1000 & wait")
                .work());
    pidIn(ready);

    execution.cancel();

    WorkResult outcome = execution.outcome().orTimeout(BOUND_SECONDS, TimeUnit.SECONDS).join();
    assertThat(outcome.status()).isEqualTo(Status.CANCELED);
    assertThat(outcome.log()).isEqualTo("tidied\n");
  }

  @Test
  void aTimeOutKillsTheTreeAndIsAFailure() throws Exception {
    use(settings());
    Path child = folder.resolve("child");

    WorkResult outcome =
        run(
            Works.script("echo before; (sleep 1000 & echo $! > " + child + "); sleep 1000")
                .within(Duration.ofMillis(300)));

    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason()).isEqualTo("it ran longer than 0.3 s");
    assertThat(outcome.log()).isEqualTo("before\n");
    assertThat(isAlive(pidIn(child))).isFalse();
  }

  @Test
  void whatAProgramLeavesBehindIsKilledAndHoldsNothingUp() throws Exception {
    use(settings());
    Path child = folder.resolve("child");

    WorkResult outcome = run(Works.script("yes & echo $! > " + child + "; exit 0"));

    assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(isAlive(pidIn(child))).isFalse();
  }

  @Test
  void whatEscapesAltogetherHoldsNothingUpEither() throws Exception {
    use(settings());
    Path child = folder.resolve("child");
    WorkResult outcome =
        run(
            Works.script(
                "(env -i setsid sh -c 'echo $$ > "
                    + child
                    + "; exec yes' & ); while ! [ -s "
                    + child
                    + " ]; do :; done"));

    assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
    // Nobody reads what it writes any more, which ends it.
    long process = pidIn(child);
    for (int i = 0; i < 1000 && isAlive(process); i++) {
      Thread.sleep(10);
    }
    assertThat(isAlive(process)).isFalse();
  }

  @Test
  void whatAKilledExecutorHasLeftRunningEndsWithTheNextOne() throws Exception {
    Path pid = folder.resolve("pid");
    Process killed =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                folder.resolve("work").toString(),
                pid.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    long program = pidIn(pid);
    killed.destroyForcibly().waitFor();
    assertThat(isAlive(program)).isTrue();

    use(settings());
    assertThat(run(Works.script("true")).status()).isEqualTo(Status.SUCCEEDED);

    assertThat(isAlive(program)).isFalse();
    try (var folders = Files.list(folder.resolve("work"))) {
      assertThat(folders).hasSize(1);
    }
  }

  @Test
  void twoExecutorsShareAFolder() {
    use(settings());
    try (LocalExecutor other = new LocalExecutor(settings())) {
      Execution slow = other.start(Works.of("shell", "sleep", "1").work());
      assertThat(run(Works.script("true")).status()).isEqualTo(Status.SUCCEEDED);
      assertThat(slow.outcome().join().status()).isEqualTo(Status.SUCCEEDED);
    }
  }

  /** Runs a program for ever, until it is killed. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) {
      LocalExecutor executor =
          new LocalExecutor(
              ExecutorSettings.DEFAULT
                  .with(Allowed.engines("shell"))
                  .with(TestSettings.workIn(Path.of(arguments[0]))));
      executor
          .start(Works.script("echo $$ > " + arguments[1] + "; sleep 1000").work())
          .outcome()
          .join();
    }
  }

  @Test
  void aFloodOfOutputIsKeptWithinItsLimit() {
    use(settings().with(Limits.DEFAULT.withLogBytes(1000)));

    WorkResult outcome =
        run(Works.script("yes | head -c 20000000; echo a=done; echo last").wants("a"));

    assertThat(outcome.outputs()).containsEntry("a", "done");
    assertThat(outcome.log()).hasSizeLessThan(1100).endsWith("a=done\nlast\n");
  }

  @Test
  void onlyAllowedProgramsStart() throws Exception {
    Path mine = program("mine", "echo mine");
    use(settings().with(TestSettings.onlyPrograms("printf", mine.toString())));

    assertThat(run(Works.of("shell", "printf", "x")).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(run(Works.of("shell", mine.toString())).log()).isEqualTo("mine\n");
    Files.createSymbolicLink(folder.resolve("printf"), Path.of("/bin/sh"));
    for (String wrong : List.of("sh", "/bin/sh", folder.resolve("printf").toString())) {
      assertThat(run(Works.of("shell", wrong)).reason())
          .isEqualTo(
              "the program "
                  + wrong
                  + " is not allowed here: see the allowed programs (--programs)");
    }
  }

  @Test
  void onlyProgramsInAllowedFoldersStart() throws Exception {
    Path allowed = Files.createDirectory(folder.resolve("allowed"));
    Path good = Files.move(program("good", "echo good"), allowed.resolve("good"));
    Path bad = program("bad", "echo bad");
    Path link = Files.createSymbolicLink(allowed.resolve("link"), bad);
    use(settings().with(TestSettings.onlyFolders(allowed)));

    assertThat(run(Works.of("shell", good.toString())).log()).isEqualTo("good\n");
    for (Path wrong : List.of(bad, link, allowed.resolve("../bad"))) {
      assertThat(run(Works.of("shell", wrong.toString())).reason())
          .isEqualTo(
              "the program " + wrong + " is not allowed here: see the allowed folders (--folders)");
    }
  }

  @Test
  void manyRunWithoutAThreadThatWaitsForEach() {
    use(settings().with(Limits.DEFAULT.with(60, 0)));
    List<Execution> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(executor.start(Works.of("shell", "sleep", "3").work()));
    }
    for (int i = 0; executor.running() < 60 && i < 1000; i++) {
      Thread.onSpinWait();
    }

    all.forEach(Execution::cancel);

    assertThat(all)
        .allSatisfy(
            execution ->
                assertThat(execution.outcome().join().status()).isEqualTo(Status.CANCELED));
    assertThat(executor.running()).isZero();
  }
}
