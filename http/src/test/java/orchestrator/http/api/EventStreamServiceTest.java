package orchestrator.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.SubscribeToEventsParam;
import org.junit.jupiter.api.Test;

class EventStreamServiceTest {
  /** An API on which nothing happens. */
  private static final class Silent extends EventServiceGrpc.EventServiceImplBase {
    @Override
    public void subscribeToEvents(SubscribeToEventsParam request, StreamObserver<Event> observer) {}
  }

  @Test
  void aStreamOnWhichNothingHappensHasComments() throws Exception {
    io.grpc.Server api =
        InProcessServerBuilder.forName("silent").addService(new Silent()).build().start();
    ManagedChannel channel = InProcessChannelBuilder.forName("silent").build();
    HttpService events = new EventStreamService(channel, 1, Duration.ofMillis(1));
    try (Server server =
        Server.builder()
            .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .service(
                "/",
                (context, request) -> {
                  new Caller("a", "b", Optional.empty(), "id", () -> true).attachTo(context);
                  return events.serve(context, request);
                })
            .build()) {
      server.start().join();
      var answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + server.activeLocalPort() + "/"))
                      .build(),
                  BodyHandlers.ofInputStream());

      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).isEqualTo(": connected");
        for (int comment = 0; comment < 10; comment++) {
          assertThat(lines.readLine()).isEmpty();
          assertThat(lines.readLine()).isEqualTo(":");
        }
      }
    } finally {
      channel.shutdownNow();
      api.shutdownNow();
    }
  }
}
