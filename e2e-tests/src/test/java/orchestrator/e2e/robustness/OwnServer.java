package orchestrator.e2e.robustness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.Keys;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Requests;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with servers of its own, which end with it, in a folder that goes with it. */
abstract class OwnServer extends Requests {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Holds what the test needs, the data folder among it. */
  @TempDir protected Path folder;

  OwnServer() {
    super(new Keys());
  }

  /** The usual settings, with the data in {@link #folder}. */
  protected final ServerSettings settings() {
    return ServerSettings.on(folder.resolve("data"));
  }

  /** Starts a server. */
  protected final ServerProcess start(ServerSettings settings)
      throws IOException, InterruptedException {
    ServerProcess server = ServerProcess.start(settings);
    opened.push(server);
    return server;
  }

  /** A connection, without TLS, that closes with the test. */
  protected final Connection connect(ServerProcess server) {
    return closing(Connection.to(server.target()));
  }

  /** Closes a connection with the test. */
  protected final Connection closing(Connection connection) {
    opened.push(connection);
    return connection;
  }

  /** An organization that registers itself on {@code mychannel} of a new server. */
  protected final Party newMember(ServerProcess server, String organization) {
    Party party = connect(server).as(organization, "mychannel");
    party.call(
        OrganizationServiceGrpc.getRegisterOrganizationMethod(),
        RegisterOrganizationParam.getDefaultInstance());
    return party;
  }

  @AfterEach
  final void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
