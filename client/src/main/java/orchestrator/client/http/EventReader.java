package orchestrator.client.http;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events in a thread of its own, as many as are asked for. */
final class EventReader {
  private final ClientCall.Listener<Message> listener;
  private final MessageParser parser;
  private final Semaphore wanted = new Semaphore(0);
  private volatile boolean cancelled;
  private volatile @Nullable InputStream body;

  /** Reads a message from its JSON. */
  @FunctionalInterface
  interface MessageParser {
    Message parse(String json) throws InvalidProtocolBufferException;
  }

  EventReader(ClientCall.Listener<Message> listener, MessageParser parser) {
    this.listener = listener;
    this.parser = parser;
  }

  void request(int count) {
    wanted.release(Math.min(count, Integer.MAX_VALUE / 2 - wanted.availablePermits()));
  }

  void cancel() {
    cancelled = true;
    InputStream open = body;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new IllegalStateException("a stream of events cannot be closed", e);
      }
    }
    wanted.release();
  }

  void begin(@Nullable HttpResponse<InputStream> response, @Nullable Throwable failure) {
    if (response == null) {
      listener.onClose(JsonCall.failed(failure), new Metadata());
      return;
    }
    Thread thread = new Thread(() -> read(response), "events-over-http");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(HttpResponse<InputStream> response) {
    Metadata trailers = JsonCall.trailers(response.headers().firstValue("x-request-id"));
    Status status;
    try (InputStream stream = response.body()) {
      body = stream;
      if (response.statusCode() == 200) {
        listener.onHeaders(new Metadata());
        status = events(stream);
      } else {
        status =
            Problem.status(
                response.statusCode(), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException | InterruptedException e) {
      status = Status.UNAVAILABLE.withDescription("io exception").withCause(e);
    }
    listener.onClose(cancelled ? Status.CANCELLED : status, trailers);
  }

  /** A stream that ends without a word is that of a server that stops. */
  private Status events(InputStream stream) throws IOException, InterruptedException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    boolean isProblem = false;
    for (String line = lines.readLine(); line != null && !cancelled; line = lines.readLine()) {
      if (line.equals("event: problem")) {
        isProblem = true;
      } else if (line.startsWith("data: ")) {
        String data = line.substring("data: ".length());
        if (isProblem) {
          return Problem.status(200, data);
        }
        wanted.acquire();
        listener.onMessage(parser.parse(data));
      }
    }
    return Status.UNAVAILABLE.withDescription("the stream has ended");
  }
}
