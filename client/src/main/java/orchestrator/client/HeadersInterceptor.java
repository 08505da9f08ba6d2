package orchestrator.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Adds to each call who calls, on which channel, and the call's correlation id. */
final class HeadersInterceptor implements ClientInterceptor {
  /** The correlation id of a call; one is made for a call that has none. */
  static final CallOptions.Key<String> REQUEST_ID = CallOptions.Key.create("reqid");

  private static final Metadata.Key<String> REQUEST_ID_HEADER = header("reqid");

  private final Map<Metadata.Key<String>, String> fixed;

  private HeadersInterceptor(Map<Metadata.Key<String>, String> fixed) {
    this.fixed = Map.copyOf(fixed);
  }

  static HeadersInterceptor of(String organization, String channel, Optional<String> chaincode) {
    Map<Metadata.Key<String>, String> fixed = new HashMap<>();
    fixed.put(header("mspid"), organization);
    fixed.put(header("channel"), channel);
    chaincode.ifPresent(name -> fixed.put(header("chaincode"), name));
    return new HeadersInterceptor(fixed);
  }

  static String newRequestId() {
    return String.format("%08x", ThreadLocalRandom.current().nextInt());
  }

  private static Metadata.Key<String> header(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        fixed.forEach(headers::put);
        headers.put(
            REQUEST_ID_HEADER,
            Optional.ofNullable(options.getOption(REQUEST_ID))
                .orElseGet(HeadersInterceptor::newRequestId));
        super.start(listener, headers);
      }
    };
  }
}
