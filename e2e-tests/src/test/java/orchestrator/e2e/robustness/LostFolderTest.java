package orchestrator.e2e.robustness;

import static orchestrator.e2e.harness.api.Refusals.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import orchestrator.e2e.harness.Folders;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ProcessOutcome;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.ComputePlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers on one folder, and servers whose folder is taken away while they run. */
class LostFolderTest extends OwnServer {
  private final List<ComputePlan> acknowledged = new ArrayList<>();
  private Path data;
  private ServerProcess server;
  private Party one;

  @BeforeEach
  void start() throws Exception {
    data = settings().data();
    server = start(settings());
    one = newMember(server, ONE);
    write("before");
  }

  private void write(String name) {
    acknowledged.add(one.register(plan(name)));
  }

  @Test
  void withoutLockFilesASecondServerIsRefusedAndTheFirstGoesOn() throws Exception {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(f -> f.endsWith("lock") || f.endsWith("LOCK")).toList()) {
        Files.delete(file);
      }
    }

    assertIsRefused(data, "is in use by another server");
    write("after");

    assertAllIsThere(data);
  }

  @Test
  void withoutTheLockedFileASecondServerIsRefusedAndTheFirstGoesOn() throws Exception {
    Files.delete(data.resolve("format"));

    assertIsRefused(data, "lacks its file \"format\"");
    write("after");

    server.kill();
    Files.writeString(data.resolve("format"), "1\n");
    assertAllIsThere(data);
  }

  @Test
  void aServerWhoseLockWasForcedAcknowledgesNothingMore() throws Exception {
    for (String lock : List.of("format", "channels/mychannel/db/LOCK")) {
      Files.delete(data.resolve(lock));
    }
    Files.delete(data.resolve("channels/yourchannel/db/LOCK"));
    Files.writeString(data.resolve("format"), "1\n");
    ServerProcess second = start(settings());

    assertHasLostItsFolder();
    one = connect(second).as(ONE, "mychannel");
    write("by the second");
    assertThat(server.stop()).isZero();
    write("when the first has ended");

    assertThat(second.stop()).isZero();
    assertAllIsThere(data);
  }

  @Test
  void aServerWhoseFolderWasMovedAndMadeAnewAcknowledgesNothingMore() throws Exception {
    Path moved = folder.resolve("moved");
    Files.move(data, moved);
    ServerProcess second = start(settings());
    ComputePlan other = newMember(second, ONE).register(plan("of the second"));

    assertHasLostItsFolder();

    assertThat(server.stop()).isZero();
    second.kill();
    assertThat(connect(start(settings())).as(ONE, "mychannel").plan(key("of the second")))
        .isEqualTo(other);
    assertAllIsThere(moved);
  }

  @Test
  void aServerWhoseFolderWasDeletedAcknowledgesNothingMore() throws Exception {
    EventStream stream = closing(EventStream.after("", one.transport()));
    stream.upTo(event -> event.getAssetKey().equals(key("before")));
    Folders.delete(data);

    assertThat(stream.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertHasLostItsFolder();
    assertThat(server.stop()).isZero();
    assertThat(data).doesNotExist();
  }

  @Test
  void aServerWhoseFolderWasReplacedByABackupAcknowledgesNothingMore() throws Exception {
    Path backup = folder.resolve("backup");
    run("cp", "-a", data.toString(), backup.toString());
    write("after the backup");
    Folders.delete(data);
    Files.move(backup, data);

    assertHasLostItsFolder();
    assertThat(server.stop()).isZero();

    acknowledged.remove(acknowledged.size() - 1);
    assertAllIsThere(data);
  }

  @Test
  void aServerWhoseFilesWereWrittenOverByABackupAcknowledgesNothingMore() throws Exception {
    Path backup = folder.resolve("backup");
    run("cp", "-a", data.toString(), backup.toString());
    write("after the backup");
    run("cp", "-a", backup + "/.", data.toString());

    assertHasLostItsFolder();
    assertThat(server.stop()).isZero();
  }

  @Test
  void aFolderIsInUseUnderEveryNameAndAsACopyOfHardLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), data);
    Path linked = folder.resolve("linked");
    run("cp", "-al", data.toString(), linked.toString());

    assertIsRefused(link, "is in use by another server");
    assertIsRefused(linked, "is in use by another server");
    write("after");

    assertAllIsThere(data);
  }

  private void assertHasLostItsFolder() throws Exception {
    Status refusal = statusOf(() -> one.register(plan("lost")));
    assertThat(refusal.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(refusal.getDescription()).isEqualTo("the storage cannot do this now");
    assertThat(statusOf(() -> one.plan(key("before"))).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
    HttpResponse<String> ready = server.answer("/readyz");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("data folder " + data + " as this server has opened it");
    assertThat(server.log().lines().filter(line -> line.contains(" has been taken from ")))
        .as("lines in the log that say it, but for what a channel says")
        .filteredOn(line -> line.contains("ERROR"))
        .hasSize(1);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private void assertIsRefused(Path other, String why) throws Exception {
    ProcessOutcome outcome = ProcessOutcome.of(ServerSettings.on(other));
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.lines()).singleElement().asString().contains(other.toString(), why);
  }

  private void assertAllIsThere(Path where) throws Exception {
    server.kill();
    Party again = connect(start(ServerSettings.on(where))).as(ONE, "mychannel");
    for (ComputePlan plan : acknowledged) {
      assertThat(again.plan(plan.getKey())).isEqualTo(plan);
    }
    again.register(plan("afterwards"));
  }
}
