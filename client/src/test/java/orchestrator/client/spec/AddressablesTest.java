package orchestrator.client.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressablesTest {
  private static final String ADDRESS = "https://store.example.org/train.zip";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 16, 200_001})
  void aFileHasTheAddressOfItsContent(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    Path file = Files.write(folder.resolve("train.zip"), content);

    assertThat(Addressables.of(file, ADDRESS)).isEqualTo(Addressables.of(content, ADDRESS));
  }

  @Test
  void aFileThatIsNotThereHasNone() {
    assertThatThrownBy(() -> Addressables.of(folder.resolve("none.zip"), ADDRESS))
        .isInstanceOf(NoSuchFileException.class);
  }
}
