package orchestrator.e2e.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.Keys;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Requests;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Starts servers for a test, which end with it, in a folder that goes with it. */
public abstract class OwnServer extends Requests {
  private static final Map<Class<?>, AutoCloseable> SHARED = new LinkedHashMap<>();

  /** Holds what the tests of a class share. */
  @TempDir protected static Path classFolder;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Holds what the test needs, the data folder among it. */
  @TempDir protected Path folder;

  /** With fresh keys. */
  protected OwnServer() {
    super(new Keys());
  }

  /** The usual settings, with the data in {@link #folder}. */
  protected final ServerSettings settings() {
    return ServerSettings.on(folder.resolve("data"));
  }

  /** Starts a server. */
  protected final ServerProcess start(ServerSettings settings)
      throws IOException, InterruptedException {
    return closing(ServerProcess.start(settings));
  }

  /** A connection, without TLS, that closes with the test. */
  protected final Connection connect(ServerProcess server) {
    return closing(Connection.to(server.target()));
  }

  /** Closes this with the test, before what was opened earlier. */
  protected final <T extends AutoCloseable> T closing(T open) {
    opened.push(open);
    return open;
  }

  /** An organization that registers itself on {@code mychannel} of a new server. */
  protected final Party newMember(ServerProcess server, String organization) {
    return newMember(server, organization, "mychannel");
  }

  /** An organization that registers itself on a channel of a new server. */
  protected final Party newMember(ServerProcess server, String organization, String channel) {
    Party party = connect(server).as(organization, channel);
    party.call(
        OrganizationServiceGrpc.getRegisterOrganizationMethod(),
        RegisterOrganizationParam.getDefaultInstance());
    return party;
  }

  /**
   * What the tests of a class share of a type, which closes after the last of them.
   *
   * @param open makes it for the first that asks
   */
  protected static <T extends AutoCloseable> T shared(Class<T> type, Callable<T> open)
      throws Exception {
    AutoCloseable found = SHARED.get(type);
    if (found == null) {
      found = open.call();
      SHARED.put(type, found);
    }
    return type.cast(found);
  }

  @AfterAll
  static void closeShared() throws Exception {
    Deque<AutoCloseable> last = new ArrayDeque<>();
    SHARED.values().forEach(last::push);
    SHARED.clear();
    for (AutoCloseable each : last) {
      each.close();
    }
  }

  @AfterEach
  final void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
