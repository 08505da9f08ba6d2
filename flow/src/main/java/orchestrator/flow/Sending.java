package orchestrator.flow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says how a block sends: to a service by the transport, or by means of the user's own. */
@SuppressWarnings("rawtypes")
record Sending(
    Optional<String> service,
    String command,
    Block.@Nullable Send process,
    Block.@Nullable AsyncSend asyncProcess) {
  static Sending asks(String service, String command) {
    return new Sending(Optional.of(service), command, null, null);
  }

  static Sending by(Block.Send<?> process) {
    return new Sending(Optional.empty(), "", process, null);
  }

  static Sending byAsync(Block.AsyncSend<?> process) {
    return new Sending(Optional.empty(), "", null, process);
  }

  boolean isAsync() {
    return asyncProcess != null;
  }

  /** Whether it must answer at once; what a transport carries may be either. */
  boolean isSync() {
    return process != null;
  }
}
