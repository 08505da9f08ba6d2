package orchestrator.e2e.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import orchestrator.e2e.harness.OwnServer;
import org.junit.jupiter.api.Test;

/** The lines of callers of the original, in a shell. */
class CallerLinesTest extends OwnServer {
  private String address = "";

  /** The status that a line of curl gets. */
  private String status(String arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Process shell =
        new ProcessBuilder(
                "sh", "-c", "curl -s -o body -w '%{http_code}' " + arguments.formatted(address))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean isOver = shell.waitFor(60, TimeUnit.SECONDS);
    shell.destroyForcibly();
    assertThat(isOver).isTrue();
    return Files.readString(out);
  }

  @Test
  void theyAreAnsweredAsTheOriginalAnswersThem() throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "curl --version > curl.version")
                .directory(folder.toFile())
                .start()
                .waitFor()
            == 0,
        "there is no curl on this machine");
    address = start(LearningDoor.on(settings())).pages();
    LearningDoor door = new LearningDoor(address);
    Files.writeString(
        folder.resolve(".curlrc"),
        "user = \"%s:%s\"\n".formatted(LearningDoor.USER, LearningDoor.PASSWORD));
    String problem =
        "-K .curlrc -X POST -H 'Content-Type: application/json' -d '{%s}' http://%%s/problem";

    assertThat(
            status(
                problem.formatted(
                    "'uuid': 'P', 'workflow': 'w', 'test_dataset': ['T'], 'size_train_dataset': 2")))
        .as("the shell takes the inner quotes")
        .isEqualTo("400");
    String data =
        "-K .curlrc -H 'Content-Type: application/json'"
            + " -d '{\"problems\": [\"P\"], \"uuid\": \"D\"}' http://%s/data";
    assertThat(status(data)).as("before its problem").isEqualTo("400");
    assertThat(
            status(
                problem.formatted(
                    "\"uuid\": \"P\", \"workflow\": \"w\", \"test_dataset\": [\"T\"],"
                        + " \"size_train_dataset\": 2")))
        .isEqualTo("201");
    assertThat(status(data)).isEqualTo("201");
    assertThat(door.get("/data?problems=P").get("datas")).hasSize(1);
  }
}
