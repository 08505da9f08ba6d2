package orchestrator.loopback.chaincode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ChaincodeProcessTest {
  @TempDir private Path folder;

  @Test
  void oneThatWasKilledCanBeStartedAgain() throws Exception {
    ChaincodeProcess process = process();
    try {
      process.start();
      process.kill();
      process.start();

      assertThat(process.isRunning()).isTrue();
    } finally {
      process.end();
    }
    assertThat(process.isRunning()).isFalse();
  }

  @Test
  void oneThatWasEndedIsNot() throws Exception {
    ChaincodeProcess process = process();

    process.end();
    process.start();

    assertThat(process.isRunning()).isFalse();
  }

  /** What it runs is no chaincode; it only stays until it is ended. */
  private ChaincodeProcess process() throws Exception {
    return new ChaincodeProcess(
        ChaincodeVariant.of(0, Optional.empty()),
        List.of("-cp", System.getProperty("java.class.path"), Staying.class.getName()),
        "scratch:1",
        folder.resolve("log"));
  }

  /** A program that does nothing. */
  static final class Staying {
    private Staying() {}

    public static void main(String[] arguments) throws InterruptedException {
      Thread.sleep(60_000);
    }
  }
}
