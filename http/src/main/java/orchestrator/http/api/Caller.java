package orchestrator.http.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.util.AttributeKey;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Names who calls the API, on which channel, and the call.
 *
 * @param organization its MSP id; empty lets the server say that it is missing
 * @param channel likewise
 * @param chaincode that a ledger is to run, if the caller named one
 * @param requestId by which the call is found in the server's log
 * @param holds whether the caller would still be let in; cheap, for streams
 */
public record Caller(
    String organization,
    String channel,
    Optional<String> chaincode,
    String requestId,
    BooleanSupplier holds) {
  static final Metadata.Key<String> REQUEST_ID = header("reqid");

  private static final AttributeKey<Caller> ATTRIBUTE = AttributeKey.valueOf("caller");
  private static final Metadata.Key<String> ORGANIZATION = header("mspid");
  private static final Metadata.Key<String> CHANNEL = header("channel");
  private static final Metadata.Key<String> CHAINCODE = header("chaincode");

  private static Metadata.Key<String> header(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** Keeps it with the request. */
  public void attachTo(ServiceRequestContext context) {
    context.setAttr(ATTRIBUTE, this);
  }

  /** The caller of a request that was let in. */
  public static Caller of(ServiceRequestContext context) {
    Caller caller = context.attr(ATTRIBUTE);
    if (caller == null) {
      throw new IllegalStateException(context.path() + " was not asked who calls");
    }
    return caller;
  }

  /** What ends a stream whose caller would not be let in any more. */
  static Status gone() {
    return Status.UNAUTHENTICATED.withDescription(
        "the account, or its token, is not valid any more");
  }

  /** The headers of its calls. */
  Metadata headers() {
    Metadata headers = new Metadata();
    headers.put(ORGANIZATION, organization);
    headers.put(CHANNEL, channel);
    chaincode.ifPresent(name -> headers.put(CHAINCODE, name));
    headers.put(REQUEST_ID, requestId);
    return headers;
  }
}
