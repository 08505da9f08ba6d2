package orchestrator.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.Event;
import orchestrator.proto.NewFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events as browsers read them. */
class EventsOverHttpTest extends OwnServer {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String WHO = "?organization=MyOrg1MSP&channel=mychannel";

  private ServerProcess server;
  private Party one;

  @BeforeEach
  void aServer() throws Exception {
    server = start(settings().withHeap("256m"));
    one = newMember(server, ONE);
  }

  private HttpResponse<InputStream> subscribe(String lastEventId)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://" + server.pages() + "/api/v1/events:subscribe" + WHO));
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    return HTTP.send(request.build(), BodyHandlers.ofInputStream());
  }

  /** The ids of so many events. */
  private static List<String> ids(HttpResponse<InputStream> stream, int count) throws IOException {
    assertThat(stream.statusCode()).isEqualTo(200);
    assertThat(stream.headers().firstValue("content-type")).contains("text/event-stream");
    List<String> ids = new ArrayList<>();
    BufferedReader lines = reader(stream);
    while (ids.size() < count) {
      String line = lines.readLine();
      assertThat(line).as("after %s events", ids.size()).isNotNull();
      if (line.startsWith("id: ")) {
        ids.add(line.substring("id: ".length()));
        assertThat(lines.readLine()).startsWith("data: {\"id\":\"" + ids.get(ids.size() - 1));
      }
    }
    return ids;
  }

  private static BufferedReader reader(HttpResponse<InputStream> stream) {
    return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
  }

  private void register(int count) {
    IntStream.range(0, count).forEach(i -> one.register(plan("plan" + i)));
  }

  @Test
  void aReaderThatComesBackMissesNothingAndGetsNothingTwice() throws Exception {
    register(40);
    List<String> all = EventLog.all(one).stream().map(Event::getId).toList();

    List<String> read = new ArrayList<>();
    while (read.size() < all.size()) {
      String last = read.isEmpty() ? "" : read.get(read.size() - 1);
      HttpResponse<InputStream> stream = subscribe(last);
      read.addAll(ids(stream, Math.min(7, all.size() - read.size())));
      stream.body().close();
    }

    assertThat(read).isEqualTo(all);
  }

  @Test
  void whatHappensLaterArrivesAsSoonAsItIsDone() throws Exception {
    HttpResponse<InputStream> stream = subscribe("");
    List<String> before = ids(stream, 1);
    register(1);

    assertThat(ids(stream, 1)).doesNotContainAnyElementsOf(before);
    stream.body().close();
  }

  @Test
  void anIdThatNoEventHasIsNotFound() throws Exception {
    HttpResponse<InputStream> refused = subscribe("no-event");

    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(new String(refused.body().readAllBytes(), StandardCharsets.UTF_8))
        .contains("\"code\":\"OE0002\"");
  }

  @Test
  void aStreamEndsWhenTheServerStops() throws Exception {
    HttpResponse<InputStream> stream = subscribe("");
    ids(stream, 1);

    assertThat(server.stop()).isZero();
    assertThat(reader(stream).lines().filter(line -> line.startsWith("event:"))).isEmpty();
  }

  /** All together they are left about as many bytes as the heap has. */
  @Test
  void readersThatDoNotReadCostLittle() throws Exception {
    for (int i = 0; i < 60; i++) {
      one.register(large("function " + i));
    }
    List<HttpResponse<InputStream>> stalled = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      stalled.add(subscribe(""));
    }

    register(1);
    HttpResponse<InputStream> reader = subscribe("");
    assertThat(ids(reader, 62)).hasSize(62);
    assertThat(server.isAlive()).isTrue();
    for (HttpResponse<InputStream> each : stalled) {
      each.body().close();
    }
    reader.body().close();
  }

  private NewFunction.Builder large(String name) {
    NewFunction.Builder function = function(name);
    IntStream.range(0, 500).forEach(i -> function.putMetadata("key " + i, "v".repeat(100)));
    return function;
  }
}
