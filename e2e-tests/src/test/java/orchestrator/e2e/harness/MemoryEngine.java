package orchestrator.e2e.harness;

import java.nio.file.Path;

/** Runs servers on the engine of another jar, which forgets everything when its server ends. */
final class MemoryEngine implements Engine {

  @Override
  public ServerSettings settings(Path data) {
    return ServerSettings.on(data).withFlags("--mode", "memory");
  }

  @Override
  public void close() {}
}
