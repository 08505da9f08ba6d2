package orchestrator.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import orchestrator.e2e.harness.ProcessOutcome;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.Keys;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Requests;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A write-ahead log that lost or changed acknowledged bytes is noticed and never served. */
class DamagedLogTest {
  private static final int PLANS = 50;

  private final Requests requests = new Requests(new Keys());
  @TempDir private Path folder;

  @BeforeEach
  void aServerThatWasKilled() throws Exception {
    try (ServerProcess server = ServerProcess.start(settings());
        Connection connection = Connection.to(server.target())) {
      Party party = connection.as(Requests.ONE, "mychannel");
      party.call(
          OrganizationServiceGrpc.getRegisterOrganizationMethod(),
          RegisterOrganizationParam.getDefaultInstance());
      for (int i = 0; i < PLANS; i++) {
        party.register(requests.plan("plan " + i));
      }
      server.kill();
    }
  }

  private ServerSettings settings() {
    return ServerSettings.on(folder.resolve("data"));
  }

  /** The write-ahead log that holds the plans: the largest there is. */
  private Path log() throws IOException {
    try (Stream<Path> files = Files.walk(settings().data())) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private void assertNotServed() throws Exception {
    ProcessOutcome outcome = ProcessOutcome.of(settings());

    assertThat(outcome.exitCode()).as(outcome.output()).isNotZero();
    assertThat(outcome.lines()).hasSize(1);
    assertThat(outcome.output()).contains(settings().data().toString(), "mychannel");
  }

  @Test
  void aWholeLogIsServed() throws Exception {
    try (ServerProcess server = ServerProcess.start(settings());
        Connection connection = Connection.to(server.target())) {
      Party party = connection.as(Requests.ONE, "mychannel");
      for (int i = 0; i < PLANS; i++) {
        assertThat(party.plan(requests.key("plan " + i)).getOwner()).isEqualTo(Requests.ONE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 1_000, 20_000})
  void aLogThatLostItsEndIsNotServed(int bytes) throws Exception {
    try (FileChannel log = FileChannel.open(log(), StandardOpenOption.WRITE)) {
      assertThat(log.size()).isGreaterThan(bytes);
      log.truncate(log.size() - bytes);
    }

    assertNotServed();
  }

  @Test
  void aLogThatIsGoneIsNotServed() throws Exception {
    Files.delete(log());

    assertNotServed();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.1, 0.5, 0.9, 0.999})
  void aLogWithAFlippedBitIsNotServed(double place) throws Exception {
    try (FileChannel log =
        FileChannel.open(log(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long position = (long) (place * log.size());
      ByteBuffer one = ByteBuffer.allocate(1);
      log.read(one, position);
      one.put(0, (byte) (one.get(0) ^ 0x10)).rewind();
      log.write(one, position);
    }

    assertNotServed();
  }

  @Test
  void aLogIsNotServedHoweverOftenOneTries() throws Exception {
    try (FileChannel log = FileChannel.open(log(), StandardOpenOption.WRITE)) {
      log.truncate(log.size() / 2);
    }
    for (int attempt : List.of(1, 2, 3)) {
      assertThat(ProcessOutcome.of(settings()).exitCode()).as("attempt %s", attempt).isNotZero();
    }
  }
}
