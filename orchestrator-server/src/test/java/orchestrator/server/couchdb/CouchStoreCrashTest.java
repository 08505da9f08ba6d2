package orchestrator.server.couchdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import orchestrator.server.couchdb.fake.Fault;
import orchestrator.server.couchdb.fake.RequestMatcher;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever request is a server's last: what it acknowledged is there, and at most one more. */
@Tag("slow")
class CouchStoreCrashTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 11, 14, 18})
  void aServerMayEndAtEachRequest(int last, @TempDir Path folder) {
    try (StoreFixture fixture = new StoreFixture(folder)) {
      Member server = fixture.open("a").awaitLead();
      server.write("apple", "0", "banana", "0");
      Map<String, String> acknowledged = new TreeMap<>(server.read());
      Map<String, String> inFlight = new TreeMap<>(acknowledged);
      for (int nth = last; nth < last + 1000; nth++) {
        fixture.couch.on(RequestMatcher.any(), nth, cut(nth, last));
      }
      try {
        for (int i = 1; i < 20; i++) {
          inFlight.put("apple", Integer.toString(i));
          inFlight.put("row " + i, "x");
          server.write("apple", Integer.toString(i), "row " + i, "x");
          acknowledged = new TreeMap<>(inFlight);
        }
      } catch (StorageException e) {
        // It has reached its last request.
      }
      server.kill();
      fixture.couch.clearFaults();

      Map<String, String> kept = fixture.open("a").awaitLead().read();
      assertThat(kept).isIn(acknowledged, inFlight);
      assertThat(fixture.openAnew("a").awaitLead().read()).isEqualTo(kept);
    }
  }

  private static Fault cut(int nth, int last) {
    return nth == last && last % 2 == 0 ? Fault.cutAfter() : Fault.cutBefore();
  }
}
