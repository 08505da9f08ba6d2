package orchestrator.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.e2e.harness.api.RunCaller;

/**
 * Runs one server process on the engine of this run, and removes all that it stores when it closes.
 */
final class OwnDeployment implements Deployment {
  private static final String UNTOUCHED = "emptychannel";

  private final ServerProcess server;
  private final Engine engine;
  private final Path folder;

  private OwnDeployment(ServerProcess server, Engine engine, Path folder) {
    this.server = server;
    this.engine = engine;
    this.folder = folder;
  }

  static OwnDeployment start() throws IOException, InterruptedException {
    List<String> both = List.of("MyOrg1MSP", "MyOrg2MSP");
    Path folder = Files.createTempDirectory("orchestrator-e2e");
    Engine engine = Engine.ofThisRun();
    ServerSettings settings =
        engine
            .settings(folder.resolve("data"))
            .withChannels(Map.of("mychannel", both, "yourchannel", both, UNTOUCHED, both));
    return new OwnDeployment(ServerProcess.start(settings), engine, folder);
  }

  @Override
  public String target() {
    return RunCaller.overHttp() ? server.pages() : server.target();
  }

  @Override
  public Optional<String> untouchedChannel() {
    return Optional.of(UNTOUCHED);
  }

  @Override
  public String log() throws IOException {
    return server.log();
  }

  @Override
  public void close() throws IOException {
    server.close();
    engine.close();
    Folders.delete(folder);
  }
}
