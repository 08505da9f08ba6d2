package orchestrator.demo.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoopbackJarsTest {

  @TempDir Path folder;
  private final Map<String, String> properties = new HashMap<>();

  @Test
  void jarsThatAreThereAreTaken() throws Exception {
    properties.put(LoopbackJars.NETWORK, Files.createFile(folder.resolve("n.jar")).toString());
    properties.put(LoopbackJars.CHAINCODE, Files.createFile(folder.resolve("c.jar")).toString());

    assertThat(LoopbackJars.fault(properties::get)).isEmpty();
  }

  @Test
  void whoDoesNotUseTheStartScriptIsToldOfIt() {
    assertThat(LoopbackJars.fault(properties::get))
        .hasValueSatisfying(
            fault ->
                assertThat(fault)
                    .contains("bin/orchestrator", "-D" + LoopbackJars.NETWORK + "=FILE"));
  }

  @Test
  void aJarThatIsMissingIsNamed() throws Exception {
    Path missing = folder.resolve("c.jar");
    properties.put(LoopbackJars.NETWORK, Files.createFile(folder.resolve("n.jar")).toString());
    properties.put(LoopbackJars.CHAINCODE, missing.toString());

    assertThat(LoopbackJars.fault(properties::get))
        .contains("-Dorchestrator.chaincode: there is no file " + missing);
  }
}
