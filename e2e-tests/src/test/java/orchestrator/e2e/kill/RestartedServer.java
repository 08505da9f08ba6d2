package orchestrator.e2e.kill;

import java.io.IOException;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import org.jspecify.annotations.Nullable;

/** Starts a server again, with the same settings, whenever it does not run. */
final class RestartedServer implements AutoCloseable {
  private final ServerSettings settings;
  private @Nullable ServerProcess server;

  RestartedServer(ServerSettings settings) {
    this.settings = settings;
  }

  /** The server, which serves when this returns. */
  ServerProcess running() throws IOException, InterruptedException {
    ServerProcess last = server;
    if (last != null && last.isAlive()) {
      return last;
    }
    ServerProcess next = ServerProcess.start(settings);
    server = next;
    return next;
  }

  @Override
  public void close() {
    ServerProcess last = server;
    if (last != null) {
      last.close();
    }
  }
}
