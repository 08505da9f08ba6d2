package orchestrator.demo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FabricIdentitiesTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void aFile() {
    file = folder.resolve("identities.yaml");
  }

  @Test
  void theOrganizationsComeInTheOrderOfTheFile() throws Exception {
    Files.writeString(
        file,
        """
        # ours
        SecondMSP:
          certificate: two.pem
          key: two.key
        'First MSP': {certificate: one.pem, key: one.key}
        """);

    assertThat(FabricIdentities.organizations(file)).containsExactly("SecondMSP", "First MSP");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''        | names no organization",
        "- OneMSP  | names no organization",
        "{}        | names no organization",
        "'A: {b'   | is not YAML"
      })
  void aFileWithoutOrganizationsIsNamed(String text, String fault) throws Exception {
    Files.writeString(file, text);

    assertThatThrownBy(() -> FabricIdentities.organizations(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " " + fault);
  }

  @Test
  void soIsOneThatIsNotThere() {
    assertThatThrownBy(() -> FabricIdentities.organizations(file))
        .hasMessage(file + " does not exist");
  }
}
