package orchestrator.scenario.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

/** Programs of this machine get in, and whoever knows the token. */
class DoorAccessTest extends OpenDoors {
  @Test
  void aPageOfAnotherSiteAndAForeignNameAreRefused() throws IOException {
    assertThat(
            raw(
                "POST / HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n"
                    + "Connection: close\r\nContent-Length: 2\r\n\r\n{}"))
        .contains(" 403 ");
    HttpRequest.Builder socket =
        HttpRequest.newBuilder(settings("http", "/v1/scenario"))
            .header("origin", "http://evil.example");
    assertThat(send(socket).statusCode()).isEqualTo(403);
  }

  @Test
  void whoComesThroughAProxyNeedsTheToken() {
    HttpRequest.Builder without =
        HttpRequest.newBuilder(nodes("/"))
            .header("x-forwarded-for", "10.1.2.3")
            .POST(BodyPublishers.ofString("{\"id\":1}"));
    assertThat(send(without).statusCode()).isEqualTo(401);
    HttpRequest.Builder wrong =
        HttpRequest.newBuilder(nodes("/")).header("authorization", "Bearer wrong");
    assertThat(send(wrong.POST(BodyPublishers.ofString("1"))).statusCode()).isEqualTo(401);
    HttpRequest.Builder right =
        HttpRequest.newBuilder(nodes("/?token=" + TOKEN)).header("x-forwarded-for", "10.1.2.3");
    assertThat(send(right.POST(BodyPublishers.ofString("1"))).statusCode()).isEqualTo(200);
    HttpRequest.Builder lower =
        HttpRequest.newBuilder(nodes("/"))
            .header("x-forwarded-for", "10.1.2.3")
            .header("authorization", "bearer " + TOKEN);
    assertThat(send(lower.POST(BodyPublishers.ofString("1"))).statusCode()).isEqualTo(200);
  }
}
