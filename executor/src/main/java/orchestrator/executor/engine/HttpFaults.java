package orchestrator.executor.engine;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.Locale;

/** Says what went wrong in a call, for people. */
public final class HttpFaults {
  private HttpFaults() {}

  /** Says in one clause why a call failed. */
  public static String reason(Throwable fault) {
    Throwable cause = fault;
    while (true) {
      if (cause instanceof HttpConnectTimeoutException) {
        return "nobody answers there";
      }
      if (cause instanceof HttpTimeoutException) {
        return "there was no answer in time";
      }
      if (cause instanceof ConnectException) {
        return "the connection was refused";
      }
      if (cause.getCause() == null) {
        break;
      }
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null || message.isEmpty()
        ? cause.getClass().getSimpleName().replace("Exception", "").toLowerCase(Locale.ROOT)
        : message;
  }
}
