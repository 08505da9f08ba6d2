package orchestrator.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.e2e.harness.ModuleFolder;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines with curl of the pages for users do what the pages say, on a new server. */
class CurlLinesTest extends OwnServer {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```");
  private static final String DEFAULT_DOOR = "127.0.0.1:8484";

  private static List<String> lines(Path page) throws IOException {
    List<String> lines = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(page, StandardCharsets.UTF_8));
    while (block.find()) {
      block
          .group(1)
          .replace("\\\n", " ")
          .lines()
          .filter(line -> line.startsWith("curl "))
          .forEach(lines::add);
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/http.md"})
  void eachLineIsAnswered(String page) throws Exception {
    assumeTrue(run("curl --version").code() == 0, "there is no curl on this machine");
    ServerProcess server = start(settings());
    // The pages name the default port, which may be taken here.
    Files.writeString(
        folder.resolve(".curlrc"),
        "fail\nconnect-to = \"" + DEFAULT_DOOR + ":" + server.pages() + "\"\n");

    List<String> lines = lines(ModuleFolder.path().resolveSibling(page));

    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      Outcome outcome = run(line);
      boolean timed = line.contains("--max-time");
      assertThat(outcome.code()).as("%s\n%s", line, outcome.output()).isEqualTo(timed ? 28 : 0);
      assertThat(outcome.output()).as(line).isNotBlank();
    }
  }

  private record Outcome(int code, String output) {}

  private Outcome run(String line) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", line)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().put("CURL_HOME", folder.toString());
    Process process = shell.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(line).isTrue();
    return new Outcome(process.exitValue(), Files.readString(output));
  }
}
