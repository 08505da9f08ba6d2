package orchestrator.scenario.proxy.net;

import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.client.WriteTimeoutException;
import com.linecorp.armeria.client.websocket.WebSocketClientHandshakeException;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.TimeoutException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.websocket.WebSocketProtocolViolationException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Turns what the library throws into one sentence, the same for every transaction. */
public final class Reasons {
  private Reasons() {}

  static NodeFailureException of(Throwable failure, Duration timeout, long mostBytes) {
    Throwable cause = Exceptions.peel(failure);
    if (cause instanceof NodeFailureException known) {
      return known;
    }
    while (cause instanceof UnprocessedRequestException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new NodeFailureException(sentence(cause, timeout, mostBytes));
  }

  private static String sentence(Throwable cause, Duration timeout, long mostBytes) {
    if (cause instanceof ResponseTimeoutException || cause instanceof WriteTimeoutException) {
      return "the node did not answer within " + seconds(timeout);
    }
    if (cause instanceof ContentTooLargeException) {
      return "the node answered with more than " + mostBytes + " bytes";
    }
    if (cause instanceof WebSocketClientHandshakeException handshake) {
      return "the node opened no WebSocket: it answered " + handshake.headers().status().code();
    }
    if (cause instanceof WebSocketProtocolViolationException) {
      return "the node broke the rules of WebSockets: " + cause.getMessage();
    }
    if (cause instanceof UnknownHostException) {
      return "the node's host is not known";
    }
    if (cause instanceof SSLException) {
      return "TLS with the node failed: " + cause.getMessage();
    }
    if (cause instanceof ConnectException || cause instanceof TimeoutException) {
      return "the node cannot be reached";
    }
    if (cause instanceof ClosedSessionException
        || cause instanceof ClosedStreamException
        || cause instanceof IOException) {
      return "the node broke the connection";
    }
    return "the node could not be asked: " + cause.getClass().getSimpleName();
  }

  /** A time in seconds, with as few digits as it needs. */
  public static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
