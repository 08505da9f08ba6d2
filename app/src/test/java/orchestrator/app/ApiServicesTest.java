package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import io.grpc.ServiceDescriptor;
import orchestrator.client.ApiServices;
import orchestrator.lib.operation.Operations;
import orchestrator.lib.transaction.BuildVersion;
import orchestrator.lib.transaction.PageLimit;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.server.Version;
import org.junit.jupiter.api.Test;

/** What treats all rpcs alike on the side of callers knows those that the server has. */
class ApiServicesTest {
  @Test
  void callersKnowEachServiceOfTheServer() {
    Operations operations =
        Guice.createInjector(
                binder -> {
                  binder.bind(PageLimit.class).toInstance(PageLimit.USUAL);
                  binder.bind(SizeLimits.class).toInstance(SizeLimits.USUAL);
                  binder.bind(BuildVersion.class).toInstance(Version.current());
                })
            .getInstance(Operations.class);

    assertThat(ApiServices.all())
        .extracting(ServiceDescriptor::getName)
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(
            operations.services().stream().map(ServiceDescriptor::getName).toList());
  }
}
