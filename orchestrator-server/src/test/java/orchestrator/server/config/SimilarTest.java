package orchestrator.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarTest {
  private static final List<String> NAMES =
      CommonSettings.ALL.stream().<String>map(Setting::flag).toList();

  @ParameterizedTest
  @CsvSource({
    "--listn, --listen",
    "--lsiten, --listen",
    "--date, --data",
    "--couchdb-pasword, --couchdb-password",
    "--tls-cert-paht, --tls-cert-path",
    "--http_listen, --http-listen"
  })
  void aMistypedNameIsFound(String typed, String meant) {
    assertThat(Similar.to(typed, NAMES)).contains(meant);
  }

  @Test
  void nothingIsMadeOfAnythingElse() {
    assertThat(Similar.to("--colour", NAMES)).isEmpty();
    assertThat(Similar.to("", NAMES)).isEmpty();
    assertThat(Similar.to("--x", NAMES)).isEmpty();
  }
}
