package orchestrator.e2e.harness;

import java.nio.file.Path;

/** The server's own folder. */
final class EmbeddedEngine implements Engine {

  @Override
  public ServerSettings settings(Path data) {
    return ServerSettings.on(data);
  }

  @Override
  public void close() {}
}
