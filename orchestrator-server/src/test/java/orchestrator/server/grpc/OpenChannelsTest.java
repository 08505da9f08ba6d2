package orchestrator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import orchestrator.server.Eventually;
import orchestrator.server.LogLines;
import orchestrator.server.Orchestrator;
import orchestrator.server.PagesPort;
import orchestrator.server.TestCalls;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingsReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the channels changes while the server runs. */
@Tag("slow")
class OpenChannelsTest {
  private static final String DENIED =
      "OE0102: organization \"%s\" has not access to channel \"%s\"";

  @TempDir private Path folder;
  private final LogLines log = LogLines.of("orchestrator.server");
  private Path file;
  private Orchestrator server;
  private ManagedChannel connection;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("channels.yaml");
    channels("one: [A, B]", "two: [A]");
    Map<String, String> flags =
        Map.of(
            "--listen", "127.0.0.1:0",
            "--http-listen", "127.0.0.1:0",
            "--data", folder.resolve("data").toString(),
            "--channel-config", file.toString(),
            "--reload-interval", "100ms");
    server =
        Orchestrator.start(
            SettingsReader.read(new SettingSource(flags, Map.of())), PagesPort::open);
    connection =
        Grpc.newChannelBuilder(server.grpcAddress().toString(), InsecureChannelCredentials.create())
            .build();
  }

  @AfterEach
  void close() {
    connection.shutdownNow();
    server.close();
    log.close();
  }

  private void channels(String... lines) throws Exception {
    write("channels:\n  " + String.join("\n  ", lines) + "\n");
  }

  private void write(String yaml) throws Exception {
    TestCalls.replace(file, yaml);
  }

  private void tookUp(int times) {
    Eventually.await(
        "the file is taken up", () -> log.with("has changed and is taken up").size() == times);
  }

  private Channel as(String organization, String channel) {
    return TestCalls.as(connection, organization, channel);
  }

  /** OK, or what the caller is told. */
  private String call(String organization, String channel) {
    Status status = TestCalls.call(as(organization, channel));
    return status.isOk() ? "OK" : String.valueOf(status.getDescription());
  }

  private CompletableFuture<Status> follow(String organization, String channel) {
    return TestCalls.follow(as(organization, channel));
  }

  @Test
  void aNewOrganizationGetsIn() throws Exception {
    assertThat(call("C", "one")).isEqualTo("OE0102: organization \"C\" is unknown");

    channels("one: [A, B, C]", "two: [A]");
    tookUp(1);

    assertThat(call("C", "one")).isEqualTo("OK");
    assertThat(call("A", "two")).isEqualTo("OK");
  }

  @Test
  void anOrganizationThatIsTakenOutLosesItsCallsAndStreams() throws Exception {
    CompletableFuture<Status> gone = follow("B", "one");
    CompletableFuture<Status> stays = follow("A", "one");
    assertThat(call("B", "one")).isEqualTo("OK");

    channels("one: [A]", "two: [A, B]");

    assertThat(gone.get().getDescription()).isEqualTo(DENIED.formatted("B", "one"));
    assertThat(gone.get().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(call("B", "one")).isEqualTo(DENIED.formatted("B", "one"));
    assertThat(call("B", "two")).isEqualTo("OK");
    assertThat(stays).isNotDone();
  }

  @Test
  void aChannelThatIsTakenOutIsClosedAndOpensAgain() throws Exception {
    CompletableFuture<Status> gone = follow("A", "two");
    channels("one: [A, B]");
    assertThat(gone.get().getDescription()).isEqualTo(DENIED.formatted("A", "two"));
    tookUp(1);

    channels("one: [A, B]", "two: [A]");
    tookUp(2);
    assertThat(call("A", "two")).isEqualTo("OK");
  }

  @Test
  void aNewChannelWaitsForARestartWhileTheRestIsTakenUp() throws Exception {
    channels("one: [A, B, C]", "two: [A]", "three: [A, D]");
    tookUp(1);

    log.await("--channel-config " + file + ": a restart is needed to serve channel three");
    assertThat(call("A", "three")).isEqualTo(DENIED.formatted("A", "three"));
    assertThat(call("D", "three")).isEqualTo("OE0102: organization \"D\" is unknown");
    assertThat(call("C", "one")).isEqualTo("OK");
  }

  @Test
  void aBrokenFileKeepsTheOldOne() throws Exception {
    CompletableFuture<Status> stream = follow("A", "one");
    for (String broken :
        new String[] {"", "channels: {one: [A, B", "channels: {one: []}", "x: ".repeat(4 << 20)}) {
      write(broken);
    }
    log.await("the old one stays in use: --channel-config " + file);
    Files.delete(file);
    log.await("there is no such file");

    assertThat(call("B", "one")).isEqualTo("OK");
    assertThat(stream).isNotDone();
  }
}
