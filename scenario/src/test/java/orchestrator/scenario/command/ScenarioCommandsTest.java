package orchestrator.scenario.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orchestrator.cli.Surroundings;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.text.Terminal;
import orchestrator.loopback.crypto.MaterialFolder;
import orchestrator.loopback.crypto.Organization;
import orchestrator.scenario.door.DoorSettings;
import orchestrator.scenario.door.ScenarioService;
import orchestrator.scenario.proxy.HttpNode;
import orchestrator.scenario.proxy.HttpNode.Reply;
import orchestrator.scenario.proxy.ProxyTypes;
import orchestrator.scenario.report.ReportFolder;
import orchestrator.scenario.run.Patience;
import orchestrator.scenario.run.ScenarioSetup;
import orchestrator.scenario.run.Timing;
import orchestrator.scenario.settings.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ScenarioCommandsTest {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;
  private static final int UNAVAILABLE = 6;

  private static final String TWO_ENTRIES =
      """
      {"name": "two", "seed": 1, "repetitions": 2, "nodes": [
        {"name": "a", "transactions": [{"delta": 0, "size": 10, "quantity": 3}]},
        {"name": "b", "transactions": [{"delta": 0, "size": 10, "quantity": 1}]}]}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Command(name = "serve")
  private static final class NoService implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new AssertionError("nobody asked for a service");
    }
  }

  private int run(String... words) {
    CommandLine command =
        ScenarioCommands.commandLine(
            new Surroundings(
                Map.of(),
                Terminal.none(),
                new ByteArrayInputStream(TWO_ENTRIES.getBytes(StandardCharsets.UTF_8))),
            new NoService());
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          CommandFailedException known =
              CommandFailedException.of(failure).orElseThrow(() -> failure);
          err.append(known.getMessage());
          return known.exit().code();
        });
    return command.execute(words);
  }

  private int runOn(List<HttpNode> nodes, String... more) {
    List<String> words = new ArrayList<>(List.of("run", "-", "--proxy", "http"));
    for (HttpNode node : nodes) {
      words.add("--node");
      words.add("{\"url\": \"http://127.0.0.1:%d/\"}".formatted(node.port()));
    }
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private static HttpNode node() {
    return new HttpNode(got -> new Reply(200, ""));
  }

  private Path reports() {
    return folder.resolve("reports");
  }

  private List<Path> kept() throws Exception {
    try (Stream<Path> files = Files.list(reports())) {
      return files.sorted().toList();
    }
  }

  @Test
  void aRunTellsWhatEachNodeDidAndKeepsItsReportAndItsPage() throws Exception {
    Path page = folder.resolve("page.html");
    try (HttpNode a = node();
        HttpNode b = node()) {
      int code = runOn(List.of(a, b), "--reports", reports().toString(), "--html", page.toString());

      assertThat(code).as(err.toString()).isEqualTo(DONE);
      assertThat(posts(a)).isEqualTo(6);
      assertThat(posts(b)).isEqualTo(2);
    }
    assertThat(out.toString())
        .containsPattern("(?m)^a +\\S.* 6 +6 +6 ")
        .containsPattern("(?m)^all +2 nodes +8 +8 +8 ")
        .contains("The run was completed; its report: " + kept().get(0));
    assertThat(page).content().contains("<svg");
  }

  private static long posts(HttpNode node) {
    return node.got.stream().filter(got -> got.method().equals("POST")).count();
  }

  @Test
  void aNodeThatRefusesMakesTheRunFail() {
    try (HttpNode a = new HttpNode(got -> new Reply(got.method().equals("POST") ? 503 : 200, ""));
        HttpNode b = node()) {
      assertThat(runOn(List.of(a, b))).isEqualTo(FAILED);
      assertThat(out.toString()).containsPattern("(?m)^all +2 nodes +8 +8 +2 ");
    }
  }

  @Test
  void twoNodesThatAreOneAreTold() {
    try (HttpNode a = node()) {
      assertThat(runOn(List.of(a, a))).isEqualTo(FAILED);
    }
    assertThat(err)
        .hasToString("of 2 nodes only 1 differ; each needs a name or an address of its own");
  }

  @Test
  void aNodeThatDoesNotLiveIsNamedWithTheReason() {
    HttpNode away = node();
    away.stop();
    try (HttpNode a = node()) {
      assertThat(runOn(List.of(a, away))).isEqualTo(FAILED);
    }
    assertThat(err).hasToString("node 2 does not live: the node cannot be reached");
    err.getBuffer().setLength(0);
    String other = "{\"url\": \"http://127.0.0.1:1/\"}";
    assertThat(runOn(List.of(away), "--node", other)).isEqualTo(FAILED);
    assertThat(err)
        .hasToString("node 1 does not live: the node cannot be reached; nor does another");
  }

  @Test
  void eachFaultOfSettingsIsToldOnce() throws Exception {
    Path settings = Files.writeString(folder.resolve("wrong.json"), "{\"nodes\": 7}");
    assertThat(run("run", settings.toString())).isEqualTo(WRONG_USE);
    assertThat(err.toString().lines())
        .containsExactly(
            settings + ": repetitions: is missing",
            settings + ": nodes: must be a list",
            settings + " is not taken");
  }

  @Test
  void aFolderIsNoSettings() {
    assertThat(run("run", folder.toString())).isEqualTo(WRONG_USE);
    assertThat(err).hasToString("the file " + folder + " cannot be read");
  }

  @Test
  void reportsAreNotKeptInAFile() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(run("run", "-", "--reports", file.toString())).isEqualTo(WRONG_USE);
    assertThat(err)
        .hasToString("no reports can be kept in " + file + ", which is no folder to write in");
  }

  @Test
  void twoToEightReportsAreCompared() throws Exception {
    String[] words = new String[10];
    words[0] = "compare";
    for (int i = 1; i < words.length; i++) {
      words[i] = Integer.toString(i);
    }
    assertThat(run(words)).isEqualTo(WRONG_USE);
    assertThat(run("compare", "1")).isEqualTo(WRONG_USE);
    assertThat(err)
        .hasToString("2 to 8 reports are compared, not 9" + "2 to 8 reports are compared, not 1");
  }

  @Test
  void aPageThatCannotBeWrittenIsNamed() throws Exception {
    try (HttpNode a = node();
        HttpNode b = node()) {
      assertThat(runOn(List.of(a, b), "--reports", reports().toString())).isEqualTo(DONE);
    }
    String report = kept().get(0).toString();
    assertThat(run("compare", report, report, "--html", folder.toString())).isEqualTo(FAILED);
    assertThat(err).hasToString("the page " + folder + " cannot be written");
    assertThat(out.toString()).contains("ran the same settings with the same payloads");
  }

  @Test
  void whatIsConvertedAndOverTheLimitsOfARunIsSaidToBeSo() throws Exception {
    Path log =
        Files.writeString(
            folder.resolve("large.xes"),
            """
            <log><trace><event>
              <string key="org:resource" value="a"/><string key="concept:name" value="x"/>
              <string key="lifecycle:transition" value="complete"/>
              <string key="x.payload" value="5000000"/>
              <date key="time:timestamp" value="2018-06-01T00:00:00Z"/>
            </event></trace></log>
            """);
    assertThat(run("convert", log.toString())).as(err.toString()).isEqualTo(DONE);
    assertThat(out.toString()).contains("5000000");
    assertThat(err)
        .hasToString(
            "over the limits of a run: nodes[0].transactions[0].size: is 5000000 bytes, over"
                + " 1048576\n");
  }

  @Test
  void aServiceThatIsNotThereIsNamed() {
    assertThat(run("status", "--service", "127.0.0.1:1")).isEqualTo(UNAVAILABLE);
    assertThat(err).hasToString("the service at 127.0.0.1:1 cannot be reached");
  }

  @Test
  void aServiceWithACertificateOfOnesOwnIsAskedByWhoTrustsIt() throws Exception {
    MaterialFolder material = new MaterialFolder(folder);
    material.write(Organization.create("node"));
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (ProxyTypes types = ProxyTypes.of(List.of());
        ScenarioService service =
            ScenarioService.open(
                new DoorSettings(
                    any,
                    any,
                    Optional.empty(),
                    Optional.of(
                        new DoorSettings.Identity(
                            material.serverCertificate("node"), material.serverKey("node"))),
                    DoorSettings.MOST_BYTES),
                new ScenarioSetup("http", Timing.PRECISE, Patience.DEFAULT, Limits.DEFAULT),
                ReportFolder.open(reports(), ReportFolder.MOST),
                types.open("http", Map.of()))) {
      String address = "https://127.0.0.1:" + service.settingsAddress().getPort();
      String authorities = folder.resolve("node").resolve("tlsca.pem").toString();

      assertThat(run("status", "--service", address)).isEqualTo(UNAVAILABLE);
      assertThat(err.toString()).startsWith("the service at " + address + " is not trusted: ");
      assertThat(run("status", "--service", address, "--tls-ca", authorities)).isEqualTo(DONE);
      assertThat(run("stop", "--service", address, "--tls-ca", authorities)).isEqualTo(DONE);
      assertThat(out.toString().lines()).containsExactly("nothing has run", "stopped");
    }
  }
}
