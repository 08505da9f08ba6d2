package orchestrator.server.couchdb;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that leads and has folded all there was, for each test. */
abstract class WithLeader {
  StoreFixture fixture;
  Member server;

  /** How long commits are tried. */
  Duration timeout() {
    return StoreFixture.TIMEOUT;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    fixture = new StoreFixture(folder, timeout());
    server = fixture.open("a").awaitLead().awaitFolded();
  }

  @AfterEach
  void close() {
    fixture.close();
  }
}
