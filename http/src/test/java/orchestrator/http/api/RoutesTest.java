package orchestrator.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private final Routes routes = Routes.ofApi();

  @TestFactory
  Stream<DynamicTest> thePathOfAnRpcLeadsToIt() {
    return Routes.bindings()
        .map(
            binding ->
                DynamicTest.dynamicTest(
                    binding.path(),
                    () ->
                        assertThat(
                                routes.find(
                                    binding.method(), binding.path().replaceAll("[{}]", "")))
                            .get()
                            .extracting(match -> match.binding().rpc())
                            .isEqualTo(binding.rpc())));
  }

  @Test
  void aPathTellsTheMethodsThatItHas() {
    assertThat(routes.methods("/api/v1/plans"))
        .isEqualTo(Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST));
    assertThat(routes.methods("/api/v1/plans/k:apply")).isEqualTo(Set.of(HttpMethod.POST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/api/v1",
        "/api/v1/",
        "/api/v1/plans/",
        "/api/v1/plans//",
        "/api/v1/plan",
        "/api/v2/plans",
        "/api/v1/plans/a/b",
        "/api/v1/plans/a:b",
        "/api/v1/plans:apply"
      })
  void anyOtherPathLeadsNowhere(String path) {
    assertThat(routes.methods(path)).isEmpty();
  }
}
