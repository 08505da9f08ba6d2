package orchestrator.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One server process on the embedded engine, in a folder that goes when the process goes. */
final class EmbeddedDeployment implements Deployment {
  private static final String UNTOUCHED = "emptychannel";

  private final ServerProcess server;
  private final Path folder;

  private EmbeddedDeployment(ServerProcess server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  static EmbeddedDeployment start() throws IOException, InterruptedException {
    List<String> both = List.of("MyOrg1MSP", "MyOrg2MSP");
    Path folder = Files.createTempDirectory("orchestrator-e2e");
    ServerSettings settings =
        ServerSettings.on(folder.resolve("data"))
            .withChannels(Map.of("mychannel", both, "yourchannel", both, UNTOUCHED, both));
    return new EmbeddedDeployment(ServerProcess.start(settings), folder);
  }

  @Override
  public String target() {
    return server.target();
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
    Folders.delete(folder);
  }
}
