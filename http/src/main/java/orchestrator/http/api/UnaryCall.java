package orchestrator.http.api;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Calls an rpc once, and keeps what came back.
 *
 * @param status of the call
 * @param message the answer, if the status is OK
 * @param requestId by which the server knows the call; the given one when it did not say
 */
record UnaryCall(Status status, Optional<Message> message, String requestId) {

  /** Starts a call, whose future never fails; cancelling that cancels the call. */
  static CompletableFuture<UnaryCall> start(
      Channel api, MethodDescriptor<Message, Message> rpc, Message request, Caller caller) {
    ClientCall<Message, Message> call =
        api.newCall(
            rpc,
            // Without a deadline: the request has one, and its end cancels the call.
            CallOptions.DEFAULT.withExecutor(MoreExecutors.directExecutor()));
    CompletableFuture<UnaryCall> done = new CompletableFuture<>();
    call.start(new Listener(caller.requestId(), done), caller.headers());
    call.request(2);
    call.sendMessage(request);
    call.halfClose();
    var unused =
        done.whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                call.cancel("nobody waits for the answer", failure);
              }
            });
    return done;
  }

  private static final class Listener extends ClientCall.Listener<Message> {
    private final String givenId;
    private final CompletableFuture<UnaryCall> done;
    private Optional<Message> answer = Optional.empty();

    private Listener(String givenId, CompletableFuture<UnaryCall> done) {
      this.givenId = givenId;
      this.done = done;
    }

    @Override
    public void onMessage(Message message) {
      answer = Optional.of(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      String requestId = Optional.ofNullable(trailers.get(Caller.REQUEST_ID)).orElse(givenId);
      boolean lacksAnswer = status.isOk() && answer.isEmpty();
      done.complete(
          new UnaryCall(
              lacksAnswer ? Status.INTERNAL.withDescription("the server sent no answer") : status,
              answer,
              requestId));
    }
  }
}
