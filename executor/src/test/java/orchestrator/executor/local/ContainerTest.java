package orchestrator.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orchestrator.executor.Execution;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.ExecutorSettings.Allowed;
import orchestrator.executor.TestSettings;
import orchestrator.executor.WorkResult;
import orchestrator.executor.WorkResult.Status;
import orchestrator.executor.Works;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a podman that only writes down what it is asked for. */
class ContainerTest {
  @TempDir private Path folder;
  private Path calls;
  private LocalExecutor executor = new LocalExecutor(ExecutorSettings.DEFAULT);

  @BeforeEach
  void start() throws Exception {
    calls = folder.resolve("calls");
    program(
        "podman",
        "for a; do printf '[%s]' \"$a\"; done >> "
            + calls
            + "; echo >> "
            + calls
            + "\n"
            + "if [ $1 = rm ]; then exit 0; fi\n"
            + "case \"$*\" in *hang*) exec sleep 100;; *fail*) exit 125;; esac\necho out=1\n");
    use(Allowed.engines("container"), folder + ":/usr/bin:/bin");
  }

  @AfterEach
  void stop() {
    executor.close();
  }

  private void program(String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private void use(Allowed allowed, String path) {
    executor.close();
    executor =
        new LocalExecutor(
            ExecutorSettings.DEFAULT
                .with(allowed)
                .with(TestSettings.environment(Map.of("PATH", path))));
  }

  private WorkResult run(Works works) {
    return executor.start(works.work()).outcome().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void anImageRunsWithItsCommandAndVariables() throws Exception {
    WorkResult outcome =
        run(
            Works.of("container", "docker.io/library/alpine:3", "echo", "a b", "--rm")
                .attempt("plan:7/2")
                .variables(Map.of("MINE", "x y"))
                .wants("out"));

    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.outputs()).containsEntry("out", "1");
    assertThat(Files.readString(calls))
        .matches(
            "\\[run]\\[--rm]\\[--name]\\[orchestrator-plan-7-2-[0-9a-f]{16}]"
                + "\\[--env]\\[MINE=x y]\\[--env]\\[ORCHESTRATOR_ATTEMPT=plan:7/2]"
                + "\\[docker.io/library/alpine:3]\\[echo]\\[a b]\\[--rm]\n");
  }

  @Test
  void anExitCodeIsAFailure() {
    assertThat(run(Works.of("container", "image", "fail")).reason())
        .isEqualTo(folder.resolve("podman") + " ended with exit code 125");
  }

  @Test
  void aContainerThatIsStoppedIsRemoved() throws Exception {
    Execution execution = executor.start(Works.of("container", "image", "hang").work());
    for (int i = 0; i < 3000 && !Files.exists(calls); i++) {
      Thread.sleep(10);
    }

    execution.cancel();

    assertThat(execution.outcome().orTimeout(30, TimeUnit.SECONDS).join().status())
        .isEqualTo(Status.CANCELED);
    for (int i = 0; i < 3000 && !Files.readString(calls).contains("[rm]"); i++) {
      Thread.sleep(10);
    }
    assertThat(Files.readString(calls))
        .containsPattern(
            "\\[run].*\\[(orchestrator-some-node-[0-9a-f]{16})].*\n\\[rm]\\[-f]\\[\\1]");
  }

  @Test
  void onlyAllowedImagesRun() {
    use(TestSettings.onlyImages("registry/team/"), folder + ":/usr/bin:/bin");

    assertThat(run(Works.of("container", "registry/team/tool:1")).status())
        .isEqualTo(Status.SUCCEEDED);
    assertThat(run(Works.of("container", "registry/other")).reason())
        .isEqualTo(
            "the image registry/other is not allowed here: see the allowed images (--images)");
  }

  @Test
  void anImageIsNoOption() {
    for (String wrong : List.of("", "--privileged", "a b", "-v=/:/x")) {
      assertThat(run(Works.of("container", wrong)).reason())
          .isEqualTo("the artifact " + wrong + " is not the name of an image");
    }
    assertThat(calls).doesNotExist();
  }

  @Test
  void dockerIsTakenWhereThereIsNoPodman() throws Exception {
    Files.move(folder.resolve("podman"), folder.resolve("docker"));
    assertThat(run(Works.of("container", "image")).status()).isEqualTo(Status.SUCCEEDED);

    Files.delete(folder.resolve("docker"));
    use(Allowed.engines("container"), folder.toString());
    assertThat(run(Works.of("container", "image")).reason())
        .isEqualTo("there is neither podman nor docker here for the engine container");
  }
}
