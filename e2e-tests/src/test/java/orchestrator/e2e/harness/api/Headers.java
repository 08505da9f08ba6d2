package orchestrator.e2e.harness.api;

import io.grpc.Metadata;

/** Makes the headers of a call. */
public final class Headers {
  /** The organization that calls. */
  public static final Metadata.Key<String> MSPID = key("mspid");

  /** The channel that the call works on. */
  public static final Metadata.Key<String> CHANNEL = key("channel");

  /** The correlation id, in the request's headers and in the answer's trailers. */
  public static final Metadata.Key<String> REQID = key("reqid");

  private Headers() {}

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** The two headers that every call needs. */
  public static Metadata of(String organization, String channel) {
    Metadata headers = new Metadata();
    headers.put(MSPID, organization);
    headers.put(CHANNEL, channel);
    return headers;
  }
}
