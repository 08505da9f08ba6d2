package orchestrator.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoresTest {
  @TempDir private Path temp;

  @Test
  void eachChannelHasAStore() {
    try (RocksStores storage = RocksStores.open(temp, List.of("b", "a"))) {
      assertThat(storage.all()).containsOnlyKeys("a", "b");
    }
  }

  @Test
  void afterAChannelThatCannotBeOpenedAllIsFreeAgain() throws IOException {
    RocksStores.open(temp, List.of("a")).close();
    Path inTheWay = Files.createFile(temp.resolve("channels/b"));

    assertThatThrownBy(() -> RocksStores.open(temp, List.of("a", "b")))
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith("channel b cannot be served: ");

    Files.delete(inTheWay);
    RocksStores.open(temp, List.of("a", "b")).close();
  }
}
