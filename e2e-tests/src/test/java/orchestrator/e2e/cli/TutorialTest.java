package orchestrator.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orchestrator.e2e.harness.FreePort;
import orchestrator.e2e.harness.ModuleFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of the pages, as they stand, write what the pages show. */
class TutorialTest {
  private static final Pattern FILE =
      Pattern.compile("(?ms)^`([\\w.]+)`\\n```(?:json|java)\\n(.*?)^```");

  /** A block of lines, and what they write if the page shows that. */
  private static final Pattern LINES =
      Pattern.compile("(?ms)^```sh\\n(.*?)^```\\n(?:```text\\n(.*?)^```)?");

  private static final String DOOR = "127.0.0.1:8484";
  private static final String MARK = "@@@@";

  @TempDir private Path folder;
  private int api;

  /** The doors of the service of scenarios. */
  private int nodes;

  private int settings;

  @BeforeEach
  void aFolderWithTheProgram() throws IOException {
    api = FreePort.take();
    int door = FreePort.take();
    nodes = FreePort.take();
    settings = FreePort.take();
    assertThat(List.of(api, door, nodes, settings)).doesNotHaveDuplicates();
    Path jar = ModuleFolder.path().resolveSibling("app/target/orchestrator.jar");
    assertThat(jar).exists();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path program = Files.createDirectories(folder.resolve("bin")).resolve("orchestrator");
    // The real script would build when a source is newer than the jar.
    Files.writeString(
        program,
        """
        #!/bin/sh
        if [ "$1" = serve ]; then echo $$ > server.pid; fi
        case "$1 $2" in
          "scenario serve") set -- "$@" --nodes-listen 127.0.0.1:%d --settings-listen 127.0.0.1:%d ;;
          "scenario status" | "scenario stop") set -- "$@" --service 127.0.0.1:%d ;;
        esac
        export ORCHESTRATOR_LISTEN=127.0.0.1:%d ORCHESTRATOR_HTTP_LISTEN=127.0.0.1:%d
        export ORCHESTRATOR_CLIENT_SERVER=127.0.0.1:%d
        exec '%s' -XX:TieredStopAtLevel=1 -jar '%s' "$@"
        """
            .formatted(nodes, settings, settings, api, door, api, java, jar));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(
        Files.createDirectories(folder.resolve("app/target")).resolve("orchestrator.jar"), jar);
    // The page names the default port, which may be taken here.
    Files.writeString(
        folder.resolve(".curlrc"),
        "fail\nconnect-to = \"%s:127.0.0.1:%d\"\n".formatted(DOOR, door));
  }

  @AfterEach
  void theServerIsGone() throws Exception {
    Path pid = folder.resolve("server.pid");
    if (Files.exists(pid)) {
      long id = Long.parseLong(Files.readString(pid).strip());
      var server = ProcessHandle.of(id);
      if (server.isPresent()) {
        server.get().destroy();
        server.get().onExit().get(60, TimeUnit.SECONDS);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docs/flows.md", "docs/graphs.md", "docs/learning.md", "docs/scenarios.md"})
  void aTutorialDoesWhatItShows(String name) throws Exception {
    assumeTrue(hasCurl(), "there is no curl on this machine");
    String page = page(name);
    for (MatchResult file : FILE.matcher(page).results().toList()) {
      Files.writeString(folder.resolve(file.group(1)), file.group(2));
    }

    List<MatchResult> blocks = LINES.matcher(page).results().toList();

    assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
    runs(blocks);
  }

  @Test
  void theFirstGraphOfTheReadmeRuns() throws Exception {
    List<MatchResult> blocks =
        LINES
            .matcher(page("README.md"))
            .results()
            .filter(block -> block.group(1).contains("bin/orchestrator run "))
            .toList();

    assertThat(blocks).hasSize(1);
    runs(blocks);
    assertThat(Files.readString(folder.resolve("output"))).contains("first: success\n");
  }

  /** In one shell, which ends at the first line that fails. */
  private void runs(List<MatchResult> blocks) throws IOException, InterruptedException {
    String script =
        blocks.stream()
            .map(block -> block.group(1) + "echo\necho " + MARK + "\n")
            .collect(Collectors.joining())
            // The page names the default port, which may be taken here.
            .replace("127.0.0.1:9000", "127.0.0.1:" + api)
            .replace("127.0.0.1:60000", "127.0.0.1:" + nodes)
            .replace("127.0.0.1:21000", "127.0.0.1:" + settings);
    Path output = folder.resolve("output");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-e", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().put("CURL_HOME", folder.toString());
    shell
        .environment()
        .compute("PATH", (name, path) -> System.getProperty("java.home") + "/bin:" + path);
    Process process = shell.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String written = Files.readString(output);
    assertThat(ended).as(written).isTrue();
    assertThat(process.exitValue()).as(written).isZero();
    List<String> parts = List.of(written.split(MARK + "\n"));
    assertThat(parts).hasSameSizeAs(blocks);
    for (int block = 0; block < parts.size(); block++) {
      if (blocks.get(block).group(2) != null) {
        shows(parts.get(block), blocks.get(block).group(2));
      }
    }
  }

  /** Each line that the page shows is there, in its order; others may be between them. */
  private static void shows(String written, String shown) {
    List<String> lines = new ArrayList<>(written.lines().toList());
    for (String line : shown.lines().toList()) {
      Pattern expected = pattern(line);
      while (!lines.isEmpty() && !expected.matcher(lines.get(0).strip()).matches()) {
        lines.remove(0);
      }
      assertThat(lines).as("'%s' in\n%s", line, written).isNotEmpty();
      lines.remove(0);
    }
  }

  /** Any blanks stand for one, and an ellipsis for any text. */
  private static Pattern pattern(String line) {
    return Pattern.compile(
        Stream.of(line.strip().split("\\s+"))
            .map(
                word ->
                    Stream.of(word.split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")))
            .collect(Collectors.joining("\\s+")));
  }

  private static String page(String name) throws IOException {
    return Files.readString(ModuleFolder.path().resolveSibling(name));
  }

  private static boolean hasCurl() throws IOException, InterruptedException {
    Process curl =
        new ProcessBuilder("sh", "-c", "curl --version")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return curl.waitFor() == 0;
  }
}
