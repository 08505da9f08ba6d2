package orchestrator.e2e.harness;

import java.nio.file.Path;

/** Runs servers that keep their state in their own folder. */
final class EmbeddedEngine implements Engine {

  @Override
  public ServerSettings settings(Path data) {
    return ServerSettings.on(data);
  }

  @Override
  public void close() {}
}
