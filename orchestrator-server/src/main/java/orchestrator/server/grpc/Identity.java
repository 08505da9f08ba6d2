package orchestrator.server.grpc;

import io.grpc.Context;

/** Who calls and on which channel, as the interceptors have found and checked it. */
final class Identity {
  static final Context.Key<String> REQUEST_ID = Context.key("request-id");
  static final Context.Key<String> ORGANIZATION = Context.key("organization");
  static final Context.Key<String> CHANNEL = Context.key("channel");

  private Identity() {}
}
